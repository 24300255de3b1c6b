# tanba_embed_resource(TARGET FILE SYMBOL)
# Compiles FILE into TARGET as `std::string_view tanba::resources::SYMBOL()`, declared in "generated/SYMBOL.h".
# Data tables travel inside the program, so that nobody can swap the trust anchors beside it.
function(tanba_embed_resource target file symbol)
    set(out_dir ${CMAKE_CURRENT_BINARY_DIR}/embedded)
    set(out_cpp ${out_dir}/generated/${symbol}.cpp)
    add_custom_command(
        OUTPUT ${out_cpp} ${out_dir}/generated/${symbol}.h
        COMMAND ${CMAKE_COMMAND} -DINPUT=${file} -DSYMBOL=${symbol} -DOUT_DIR=${out_dir}/generated
                -P ${PROJECT_SOURCE_DIR}/cmake/embed_resource_script.cmake
        DEPENDS ${file} ${PROJECT_SOURCE_DIR}/cmake/embed_resource_script.cmake
        VERBATIM)
    set_source_files_properties(${out_cpp} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON SKIP_PRECOMPILE_HEADERS ON)
    target_sources(${target} PRIVATE ${out_cpp})
    target_include_directories(${target} PRIVATE ${out_dir})
endfunction()
