#pragma once

#include "core/guidance/calendar_date.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::guidance {

/// A name in the three languages of the program.
struct Names {
    std::string kk, ru, en;
};

enum class SecondFactorKind {
    Unknown,  ///< no source says
    NoneSeen, ///< public clients get in with the signature alone
    SmsOrQr,  ///< a code by SMS, or a QR code for the portal's own mobile application
    Password, ///< the portal's own password
};

struct SecondFactor {
    SecondFactorKind kind = SecondFactorKind::Unknown;
    std::optional<Date> from;
    std::string sender; ///< of the SMS, such as "1414"
};

/// Empty where no source names one. Addresses are https.
struct PortalLinks {
    std::string support;
    std::string supportPhone;
    std::string numberBindingRules;
    std::string myKeys;
    std::string revoke;
    std::string reissue;
};

/// A row of resources/portals.json.
struct Portal {
    std::string id;
    std::string partOf; ///< id of the portal whose login page this one uses, or empty
    Names names;
    std::string address; ///< what the browser opens
    /// Exact origins from which this portal asks for a login; empty where no source names one.
    std::vector<std::string> origins;
    std::string loginShape; ///< sign::LoginShape::id, or empty
    SecondFactor secondFactor;
    PortalLinks links;
    std::vector<std::string> formerHosts;
    std::vector<std::string> sources;
};

/// resources/portals.json or a text like it, judged whole: ids once, names in three languages, https
/// addresses, origins as sign::normaliseOrigin() writes them and equal to those of the login shape, a sender
/// only beside an SMS, at least one source, no member that nobody reads.
/// @returns input.unknown_format with what is wrong
Result<std::vector<Portal>> readPortals(std::string_view json);
/// The table that is part of the program.
const std::vector<Portal>& portals();
/// Null when there is none.
const Portal* portalById(std::string_view id);
/// The portal that asks for logins from this normalised origin, or null.
const Portal* portalByOrigin(std::string_view origin);
/// Every origin from which a portal of the table asks.
std::vector<std::string> portalOrigins();
/// The portal that now stands where people remember another host ("salyk.kz"), or null.
const Portal* portalByFormerHost(std::string_view host);
/// The second factor that a portal asks for on a day; before its first day NoneSeen.
SecondFactorKind secondFactorOn(const Portal& portal, Date day);

} // namespace tanba::guidance
