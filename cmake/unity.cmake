# ./check compiles several files of one target together: half of a full build is reading the same headers again.
# Off by default: a developer who changes one file wants only that file compiled.
option(TANBA_UNITY "compile several files of a target at once (for full builds)" OFF)

if(TANBA_UNITY)
    set(CMAKE_UNITY_BUILD ON)
    set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)
endif()

# For targets whose files are alike on purpose and use the same names for the same parts (one file per operation of the
# provider, one per key format).
function(tanba_never_unite target)
    set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)
endfunction()
