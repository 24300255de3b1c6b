#include "app/service/work/signing.h"

#include "app/service/consent/key_fitness.h"
#include "app/service/work/signed_reply.h"
#include "app/service/work/work_memory.h"
#include "core/base/encoding.h"
#include "core/crypto/algorithms.h"
#include "core/sign/cms_reader.h"
#include "core/sign/cms_signer.h"
#include "core/sign/cms_timestamping.h"
#include "core/sign/raw_signer.h"
#include "core/sign/xml_signer.h"

#include <algorithm>

namespace tanba::service {

namespace {

/// Each stamp is a question to the authority that nobody agreed to.
constexpr std::size_t kMaxStampsAtOnce = 4;

bool isCms(const WorkOrder& order) {
    return order.format == ConsentFormat::CmsAttached || order.format == ConsentFormat::CmsDetached;
}

/// Where the key lies is the person's choice, and who issued it was looked at when it was chosen.
Outcome checkFits(const WorkOrder& order, const keys::Certificate& certificate, Time now) {
    KeyWish wish = order.key;
    wish.storages.clear();
    if (wish.chain == KeyWish::Chain::NationalAuthority)
        wish.chain = KeyWish::Chain::Any;
    const std::vector<Misfit> found = misfits(wish, {{}, certificate}, {now, {}});
    if (found.empty())
        return Done{};
    return fail(FailureCode::ServiceKeyDoesNotFit, std::string(misfitName(found.front())));
}

class Signing {
  public:
    Signing(const WorkOrder& order, keys::KeySession& session, Time now, const WorkControl& control)
        : order_(order), session_(session), now_(now), control_(control) {}

    Outcome signCms(const WorkItem& item, ByteSink& out) const {
        if (order_.digestsOnly)
            return signDigest(item, out);
        sign::CmsOptions options;
        options.content = order_.format == ConsentFormat::CmsDetached ? sign::CmsContent::Detached
                                                                      : sign::CmsContent::Attached;
        options.signingTime = now_;
        options.requester = item.requester;
        options.hasDocumentName = item.hasDocumentName;
        if (item.existing) {
            MemoryInput existing(*item.existing);
            return sign::addCmsSigner(session_, existing, nullptr, options, out, control_);
        }
        MemoryInput content(*item.shown.content);
        return sign::signCms(session_, content, options, out, control_);
    }

    Outcome addOther(const WorkItem& item, SignedReply& reply) const {
        if (order_.format == ConsentFormat::Xml) {
            TANBA_TRY(const Bytes signedXml,
                      sign::signXml(session_, *item.shown.content, {order_.elementId}, control_));
            reply.addText(asText(signedXml));
            return Done{};
        }
        MemoryInput content(*item.shown.content);
        TANBA_TRY(const Bytes value, sign::signRaw(session_, content, control_));
        reply.addText(toBase64(value));
        return Done{};
    }

  private:
    Outcome signDigest(const WorkItem& item, ByteSink& out) const {
        TANBA_TRY(const crypto::PublicKey key, session_.certificate().publicKey());
        const crypto::Digest digest{crypto::naturalDigest(key.algorithm()), item.shown.digest};
        TANBA_TRY(const Bytes cms, sign::signCmsOverDigest(session_, digest, now_));
        return out.write(cms);
    }

    const WorkOrder& order_;
    keys::KeySession& session_;
    Time now_;
    const WorkControl& control_;
};

/// Everything is signed first, so that the key is closed while the network is waited for.
Outcome signAndStamp(const WorkOrder& order, std::unique_ptr<keys::KeySession>& session, Time now,
                     sign::TimestampSource& timestamps, const WorkControl& control, SignedReply& reply) {
    const keys::Certificate certificate = session->certificate();
    std::vector<Bytes> made;
    for (const WorkItem& item : order.items) {
        MemorySink cms;
        TANBA_CHECK(Signing(order, *session, now, control).signCms(item, cms));
        made.push_back(std::move(cms.content));
    }
    session.reset();
    sign::StampingOptions options;
    options.only = &certificate;
    for (Bytes& cms : made) {
        MemoryInput input(cms);
        TANBA_CHECK(reply.addCms(order.encoding, [&](ByteSink& out) {
            return sign::addTimestamps(input, timestamps, options, out, control);
        }));
        cms = {};
    }
    return Done{};
}

Outcome signItem(const Signing& signing, const WorkOrder& order, const WorkItem& item, SignedReply& reply) {
    if (!isCms(order))
        return signing.addOther(item, reply);
    return reply.addCms(order.encoding, [&](ByteSink& out) { return signing.signCms(item, out); });
}

} // namespace

Result<std::string> signOrder(const WorkOrder& order, std::unique_ptr<keys::KeySession> session,
                              const SigningTools& tools, const WorkControl& control) {
    const Time now = tools.clock.now();
    const keys::Certificate certificate = session->certificate();
    TANBA_CHECK(checkFits(order, certificate, now));
    SignedReply reply(order.shape, sizeInAnswer(sizeOfResults(order)));
    if (order.withTimestamp) {
        if (tools.timestamps == nullptr)
            return fail(FailureCode::NetworkOff);
        TANBA_CHECK(signAndStamp(order, session, now, *tools.timestamps, control, reply));
        return reply.finish(certificate);
    }
    const Signing signing(order, *session, now, control);
    for (const WorkItem& item : order.items) {
        if (control.cancelled())
            return fail(FailureCode::Cancelled);
        TANBA_CHECK(signItem(signing, order, item, reply));
    }
    session.reset();
    return reply.finish(certificate);
}

Result<std::string> stampCms(const api::ReplyShape& shape, ByteView cms, sign::TimestampSource* timestamps,
                             const WorkControl& control) {
    if (timestamps == nullptr)
        return fail(FailureCode::NetworkOff);
    MemoryInput input(cms);
    TANBA_TRY(const sign::CmsSignedData read, sign::readCms(input, nullptr, control));
    if (read.signers.size() > kMaxStampsAtOnce)
        return fail(FailureCode::ServiceTooMuch, {}, std::to_string(kMaxStampsAtOnce) + " signers");
    TANBA_CHECK(input.rewind());
    MemorySink stamped;
    TANBA_CHECK(sign::addTimestamps(input, *timestamps, {}, stamped, control));
    return api::commonResult(shape, '"' + toBase64(stamped.content) + '"');
}

} // namespace tanba::service
