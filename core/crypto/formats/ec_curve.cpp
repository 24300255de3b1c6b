#include "core/crypto/formats/ec_curve.h"

#include "core/crypto/openssl/handles.h"
#include "core/crypto/openssl/library_context.h"

#include <openssl/ec.h>
#include <openssl/obj_mac.h>

#include <algorithm>
#include <array>

namespace tanba::crypto {

namespace {

using GroupHandle = Handle<EC_GROUP, EC_GROUP_free>;
using PointHandle = Handle<EC_POINT, EC_POINT_free>;
using BignumContextHandle = Handle<BN_CTX, BN_CTX_free>;

constexpr EcCurve kCurves[] = {
    {256, "1.2.840.10045.3.1.7", "prime256v1", NID_X9_62_prime256v1},
    {384, "1.3.132.0.34", "secp384r1", NID_secp384r1},
    {521, "1.3.132.0.35", "secp521r1", NID_secp521r1},
};

template <typename Value, typename Projection>
Result<const EcCurve*> find(const Value& wanted, Projection projection, std::string subject) {
    const auto curve = std::ranges::find(kCurves, wanted, projection);
    if (curve == std::end(kCurves))
        return fail(FailureCode::AlgorithmUnsupported, std::move(subject));
    return &*curve;
}

} // namespace

Result<const EcCurve*> curveByOid(const Oid& oid) {
    return find(
        std::string_view(oid.dotted()), [](const EcCurve& curve) { return std::string_view(curve.oid); },
        oid.dotted());
}

Result<const EcCurve*> curveByBits(int bits) {
    return find(bits, &EcCurve::bits, std::to_string(bits));
}

Result<const EcCurve*> curveOf(const EVP_PKEY* key) {
    return curveByBits(EVP_PKEY_get_bits(key));
}

Result<Bytes> publicPoint(const EcCurve& curve, ByteView scalar) {
    const GroupHandle group(EC_GROUP_new_by_curve_name_ex(libraryContext(), nullptr, curve.nid));
    const BignumContextHandle scratch(BN_CTX_secure_new_ex(libraryContext()));
    const BignumHandle number(BN_secure_new());
    if (group == nullptr || scratch == nullptr || number == nullptr)
        return fail(FailureCode::OutOfMemory);
    const PointHandle point(EC_POINT_new(group.get()));
    if (point == nullptr ||
        BN_bin2bn(scalar.data(), static_cast<int>(scalar.size()), number.get()) == nullptr)
        return fail(FailureCode::OutOfMemory);
    if (BN_is_zero(number.get()) || BN_cmp(number.get(), EC_GROUP_get0_order(group.get())) >= 0)
        return fail(FailureCode::KeyMalformed, {}, "scalar range");
    Bytes octets(2 * curve.coordinateSize() + 1);
    if (EC_POINT_mul(group.get(), point.get(), number.get(), nullptr, nullptr, scratch.get()) != 1 ||
        EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, octets.data(),
                           octets.size(), scratch.get()) != octets.size())
        return fail(FailureCode::Internal, {}, drainErrors());
    return octets;
}

} // namespace tanba::crypto
