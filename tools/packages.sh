# Lists of Debian packages, read by ./run and ./check. What each is for stands in README.md ("Dependencies").
build_packages="g++ cmake ninja-build pkg-config libssl-dev nettle-dev libgmp-dev libxml2-dev nlohmann-json3-dev libcli11-dev zlib1g-dev libpcsclite-dev libp11-kit-dev qt6-base-dev librsvg2-bin fonts-noto-core"
test_packages="clang clang-format libclang-rt-14-dev libgtest-dev libgmock-dev python3 openssl xmlsec1 strace procps python3-cryptography-vectors python3-cryptography pcscd iproute2 opensc yubico-piv-tool softhsm2 mingw-w64 libz-mingw-w64-dev hunspell hunspell-kk hunspell-ru xvfb xdotool dbus-daemon at-spi2-core python3-gi gir1.2-atspi-2.0"
bench_packages="libbenchmark-dev libbotan-2-dev libengine-gost-openssl default-jdk"
