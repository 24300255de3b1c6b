# Precompiled standard and GoogleTest headers halve the time of a full build. Off by default, so that a developer's build
# notices a missing #include; the presets switch it on.
option(TANBA_PRECOMPILE "precompile standard headers" OFF)

set(tanba_common_headers <algorithm> <array> <chrono> <cstdint> <filesystem> <functional> <map> <memory> <optional>
    <span> <string> <string_view> <utility> <variant> <vector>)

set(tanba_qt_headers <QAbstractButton> <QBoxLayout> <QLabel> <QObject> <QPainter> <QString> <QWidget>)

function(tanba_precompile_all)
    if(NOT TANBA_PRECOMPILE)
        return()
    endif()
    target_precompile_headers(tanba_base PRIVATE ${tanba_common_headers})
    foreach(target tanba_crypto tanba_keys tanba_sign tanba_trust tanba_guidance tanba_text tanba_platform
            tanba_card_apdu tanba_card_monitor tanba_card_drivers tanba_card_tokens tanba_card_survey
            tanba_card_pkcs11 tanba_card_simulated tanba_service_local tanba_service_policy tanba_service_server
            tanba_service_web_identity)
        target_precompile_headers(${target} REUSE_FROM tanba_base)
    endforeach()
    target_precompile_headers(tanba-cli PRIVATE ${tanba_common_headers} <nlohmann/json.hpp>)
    target_precompile_headers(tanba_gui_widgets PRIVATE ${tanba_common_headers} ${tanba_qt_headers})
    foreach(target tanba_gui_pages tanba_gui_window)
        target_precompile_headers(${target} REUSE_FROM tanba_gui_widgets)
    endforeach()
    if(TANBA_TESTS)
        # Programs and libraries are compiled with different -fpie and -fpic, so the tests share a program's header.
        target_precompile_headers(make_test_pki PRIVATE ${tanba_common_headers} <gtest/gtest.h> <gmock/gmock.h>)
        get_property(unit_tests GLOBAL PROPERTY TANBA_UNIT_TESTS)
        foreach(target ${unit_tests})
            target_precompile_headers(${target} REUSE_FROM make_test_pki)
        endforeach()
    endif()
endfunction()
