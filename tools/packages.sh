# Lists of Debian packages, read by ./run and ./check. What each is for stands in README.md ("Dependencies").
build_packages="g++ cmake ninja-build pkg-config libssl-dev nettle-dev libgmp-dev libxml2-dev nlohmann-json3-dev libcli11-dev"
test_packages="clang clang-format libclang-rt-14-dev libgtest-dev libgmock-dev python3 openssl xmlsec1 strace procps python3-cryptography-vectors"
bench_packages="libbenchmark-dev libbotan-2-dev libengine-gost-openssl"
