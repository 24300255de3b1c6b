# Precompiled headers of the standard library, Qt and GoogleTest: most of a full build is reading them again. Off by
# default, so that a developer's build notices a missing #include; the presets switch it on.
option(TANBA_PRECOMPILE "precompile standard headers" OFF)

set(tanba_common_headers <algorithm> <array> <chrono> <cstdint> <deque> <filesystem> <fstream> <functional> <map> <memory>
    <mutex> <optional> <set> <span> <sstream> <string> <string_view> <thread> <utility> <variant> <vector>
    <nlohmann/json.hpp>)

set(tanba_qt_headers <QAbstractButton> <QAccessible> <QAccessibleWidget> <QApplication> <QBoxLayout> <QCheckBox>
    <QClipboard> <QComboBox> <QDir> <QFileDialog> <QFrame> <QGridLayout> <QHash> <QIcon> <QKeyEvent> <QLabel> <QLineEdit>
    <QList> <QMimeData> <QObject> <QPainter> <QPlainTextEdit> <QPointer> <QProgressBar> <QPushButton> <QRadioButton>
    <QScrollArea> <QStackedWidget> <QString> <QTimer> <QUrl> <QWidget>)

set(tanba_test_headers <gtest/gtest.h> <gmock/gmock.h>)

# A precompiled header serves only targets compiled with the same flags: libraries with -fPIC, programs with -fPIE, what
# links Qt with Qt's -fPIC, tests with GoogleTest's macros. Each kind has one small target that compiles the header for
# all others of its kind.
function(tanba_targets_below folder result)
    get_property(found DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
    get_property(folders DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
    foreach(inner ${folders})
        tanba_targets_below(${inner} more)
        list(APPEND found ${more})
    endforeach()
    set(${result} ${found} PARENT_SCOPE)
endfunction()

# Everything that the target links, directly or through others.
function(tanba_linked_libraries target result)
    get_target_property(waiting ${target} LINK_LIBRARIES)
    set(seen "")
    while(waiting)
        list(POP_FRONT waiting name)
        if(name IN_LIST seen)
            continue()
        endif()
        list(APPEND seen ${name})
        if(NOT TARGET "${name}")
            continue()
        endif()
        get_target_property(passed_on ${name} INTERFACE_LINK_LIBRARIES)
        if(passed_on)
            list(APPEND waiting ${passed_on})
        endif()
    endwhile()
    set(${result} ${seen} PARENT_SCOPE)
endfunction()

function(tanba_precompile_all)
    if(NOT TANBA_PRECOMPILE)
        return()
    endif()
    tanba_targets_below(${PROJECT_SOURCE_DIR} targets)

    set(source ${PROJECT_BINARY_DIR}/precompiled_headers.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "int main() {}\n")
    set(kinds library program)
    add_library(tanba_headers_library STATIC ${source})
    add_executable(tanba_headers_program ${source})
    if(TANBA_GUI)
        list(APPEND kinds qt_library)
        add_library(tanba_headers_qt_library STATIC ${source})
    endif()
    if(TANBA_TESTS)
        list(APPEND kinds test qt_test)
        add_executable(tanba_headers_test ${source})
        add_executable(tanba_headers_qt_test ${source})
    endif()
    foreach(kind ${kinds})
        target_link_libraries(tanba_headers_${kind} PRIVATE tanba_flags)
        target_precompile_headers(tanba_headers_${kind} PRIVATE ${tanba_common_headers})
        if(kind MATCHES "qt_")
            target_link_libraries(tanba_headers_${kind} PRIVATE Qt6::Widgets)
            target_precompile_headers(tanba_headers_${kind} PRIVATE ${tanba_qt_headers})
        endif()
        if(kind MATCHES "test")
            target_compile_definitions(tanba_headers_${kind} PRIVATE GTEST_HAS_PTHREAD=1)
            target_precompile_headers(tanba_headers_${kind} PRIVATE ${tanba_test_headers})
        endif()
    endforeach()

    foreach(target ${targets})
        get_target_property(type ${target} TYPE)
        tanba_linked_libraries(${target} libraries)
        if(type STREQUAL "STATIC_LIBRARY")
            set(kind library)
        elseif(type STREQUAL "EXECUTABLE" AND "GTest::gtest" IN_LIST libraries)
            set(kind test)
        elseif(type STREQUAL "EXECUTABLE")
            set(kind program)
        else()
            continue()
        endif()
        if("Qt6::Widgets" IN_LIST libraries)
            set(kind qt_${kind})
        elseif("Qt6::Core" IN_LIST libraries)
            continue() # a few small ones, each with other parts of Qt
        endif()
        if(kind IN_LIST kinds) # a program with Qt has one small file
            target_precompile_headers(${target} REUSE_FROM tanba_headers_${kind})
        endif()
    endforeach()
endfunction()
