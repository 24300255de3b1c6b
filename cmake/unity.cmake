# ./check compiles several files of one target together: half of a full build is reading the same headers again.
# Off by default: a developer who changes one file wants only that file compiled.
option(TANBA_UNITY "compile several files of a target at once (for full builds)" OFF)

if(TANBA_UNITY)
    set(CMAKE_UNITY_BUILD ON)
    set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)
endif()

# For files that use the same names for the same parts as another file of their target (one file per operation of the
# provider, one per key format), and for headers that Qt's keywords would break.
function(tanba_compile_alone)
    set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

function(tanba_never_unite target)
    set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)
endfunction()
