#include "tests/support/online_extensions.h"

#include "core/base/der_writer.h"

namespace tanba::test {

namespace {

Bytes extension(std::string_view type, const Bytes& value) {
    return der::sequence({der::oid(Oid(type)), der::octetString(value)});
}

Bytes addressName(const std::string& address) {
    return der::element(der::context(6), viewOf(address));
}

Bytes distributionPoints(const std::vector<std::string>& addresses) {
    std::vector<Bytes> points;
    for (const std::string& address : addresses) {
        const Bytes fullName = der::element(der::contextConstructed(0), addressName(address));
        points.push_back(der::sequence({der::element(der::contextConstructed(0), fullName)}));
    }
    return der::sequenceOf(points);
}

} // namespace

std::vector<Bytes> onlineExtensions(const OnlinePlaces& places) {
    std::vector<Bytes> extensions;
    if (!places.responder.empty())
        extensions.push_back(
            extension("1.3.6.1.5.5.7.1.1", der::sequence({der::sequence({der::oid(Oid("1.3.6.1.5.5.7.48.1")),
                                                                         addressName(places.responder)})})));
    if (!places.lists.empty())
        extensions.push_back(extension("2.5.29.31", distributionPoints(places.lists)));
    if (!places.delta.empty())
        extensions.push_back(extension("2.5.29.46", distributionPoints({places.delta})));
    return extensions;
}

Bytes serverName(const std::string& name) {
    return extension("2.5.29.17", der::sequence({der::element(der::context(2), viewOf(name))}));
}

Bytes serverAddress(const Bytes& octets) {
    return extension("2.5.29.17", der::sequence({der::element(der::context(7), octets)}));
}

} // namespace tanba::test
