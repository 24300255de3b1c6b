#pragma once

#include "app/service/api/request.h"
#include "app/service/consent/consent.h"
#include "core/sign/classify.h"

#include <memory>
#include <string>
#include <vector>

namespace tanba::service {

/// One thing to be signed, decoded and let through by the gate.
struct WorkItem {
    ConsentItem shown;
    /// The signed file that gets a signer; null for others.
    std::shared_ptr<const Bytes> existing;
    /// Who wants it, as core/sign is told when it signs.
    sign::SigningRequester requester;
    /// As for sign::classifyContent().
    bool hasDocumentName = false;
};

/// A request for signatures that may be put to the person. Independent of the message it came from.
struct WorkOrder {
    api::ReplyShape shape;
    ConsentFormat format = ConsentFormat::CmsAttached;
    api::SignData::CmsEncoding encoding = api::SignData::CmsEncoding::Base64;
    std::string elementId;
    bool digestsOnly = false;
    bool withTimestamp = false;
    bool withCertificate = false;
    KeyWish key;
    std::string locale;
    std::vector<WorkItem> items;
};

} // namespace tanba::service
