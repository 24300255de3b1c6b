#include "core/guidance/portals.h"

#include "core/guidance/data_table.h"
#include "core/sign/classify.h"

#include "generated/portals_json.h"

#include <algorithm>
#include <array>

namespace tanba::guidance {

namespace {

constexpr std::array<Word<SecondFactorKind>, 4> kKinds{{{"unknown", SecondFactorKind::Unknown},
                                                        {"none_seen", SecondFactorKind::NoneSeen},
                                                        {"sms_or_qr", SecondFactorKind::SmsOrQr},
                                                        {"password", SecondFactorKind::Password}}};

Names readNames(const Json& row) {
    requireOnly(row, {"kk", "ru", "en"});
    return {textOf(row, "kk"), textOf(row, "ru"), textOf(row, "en")};
}

SecondFactor readSecondFactor(const Json& row) {
    requireOnly(row, {"kind", "from", "sender"});
    SecondFactor factor;
    factor.kind = meaningOf(kKinds, textOf(row, "kind"));
    if (row.contains("from"))
        factor.from = dateOf(row, "from");
    factor.sender = optionalTextOf(row, "sender");
    requireTable(factor.sender.empty() || factor.kind == SecondFactorKind::SmsOrQr,
                 "a sender without an SMS");
    return factor;
}

std::string optionalAddressOf(const Json& row, const char* member) {
    return row.contains(member) ? addressOf(row, member) : std::string();
}

PortalLinks readLinks(const Json& row) {
    requireOnly(row, {"support", "supportPhone", "numberBindingRules", "myKeys", "revoke", "reissue"});
    return {optionalAddressOf(row, "support"),
            optionalTextOf(row, "supportPhone"),
            optionalAddressOf(row, "numberBindingRules"),
            optionalAddressOf(row, "myKeys"),
            optionalAddressOf(row, "revoke"),
            optionalAddressOf(row, "reissue")};
}

void checkOrigins(const Portal& portal) {
    for (const std::string& origin : portal.origins) {
        const auto normal = sign::normaliseOrigin(origin);
        requireTable(normal.ok() && normal.value() == origin && origin.starts_with("https://"),
                     "not an exact https origin: " + origin);
    }
}

void checkLoginShape(const Portal& portal) {
    if (portal.loginShape.empty())
        return;
    const auto shape = std::ranges::find(sign::loginShapes(), portal.loginShape, &sign::LoginShape::id);
    requireTable(shape != sign::loginShapes().end(), "no such login shape: " + portal.loginShape);
    requireTable(shape->origins == portal.origins, "other origins than its login shape: " + portal.id);
}

std::vector<std::string> textsOf(const Json& row, const char* member) {
    std::vector<std::string> texts = row.at(member);
    requireTable(std::ranges::none_of(texts, &std::string::empty), std::string("empty text: ") + member);
    return texts;
}

Portal readPortal(const Json& row) {
    requireOnly(row, {"id", "partOf", "names", "address", "origins", "loginShape", "secondFactor", "links",
                      "formerHosts", "sources"});
    Portal portal;
    portal.id = textOf(row, "id");
    portal.partOf = optionalTextOf(row, "partOf");
    portal.names = readNames(row.at("names"));
    portal.address = addressOf(row, "address");
    portal.origins = textsOf(row, "origins");
    portal.loginShape = optionalTextOf(row, "loginShape");
    portal.secondFactor = readSecondFactor(row.at("secondFactor"));
    portal.links = readLinks(row.at("links"));
    if (row.contains("formerHosts"))
        portal.formerHosts = textsOf(row, "formerHosts");
    portal.sources = textsOf(row, "sources");
    requireTable(!portal.sources.empty(), "no source: " + portal.id);
    checkOrigins(portal);
    checkLoginShape(portal);
    return portal;
}

const Portal* pointerTo(std::vector<Portal>::const_iterator found) {
    return found == portals().end() ? nullptr : &*found;
}

const Portal* portalWith(std::vector<std::string> Portal::*list, std::string_view text) {
    return pointerTo(std::ranges::find_if(portals(), [&](const Portal& portal) {
        return std::ranges::find(portal.*list, text) != (portal.*list).end();
    }));
}

} // namespace

Result<std::vector<Portal>> readPortals(std::string_view json) {
    return readTable("portals.json", json, [](const Json& document) {
        requireOnly(document, {"about", "portals"});
        std::vector<Portal> all;
        for (const Json& row : document.at("portals")) {
            Portal portal = readPortal(row);
            const auto has = [&all](const std::string& id) {
                return std::ranges::find(all, id, &Portal::id) != all.end();
            };
            requireTable(!has(portal.id), "twice: " + portal.id);
            requireTable(portal.partOf.empty() || has(portal.partOf), "part of nothing above: " + portal.id);
            all.push_back(std::move(portal));
        }
        return all;
    });
}

const std::vector<Portal>& portals() {
    static const std::vector<Portal> kPortals = readPortals(resources::portals_json()).value();
    return kPortals;
}

const Portal* portalById(std::string_view id) {
    return pointerTo(std::ranges::find(portals(), id, &Portal::id));
}

const Portal* portalByOrigin(std::string_view origin) {
    return portalWith(&Portal::origins, origin);
}

std::vector<std::string> portalOrigins() {
    std::vector<std::string> all;
    for (const Portal& portal : portals())
        all.insert(all.end(), portal.origins.begin(), portal.origins.end());
    return all;
}

const Portal* portalByFormerHost(std::string_view host) {
    return portalWith(&Portal::formerHosts, host);
}

SecondFactorKind secondFactorOn(const Portal& portal, Date day) {
    const bool begun = !portal.secondFactor.from || day >= *portal.secondFactor.from;
    return begun ? portal.secondFactor.kind : SecondFactorKind::NoneSeen;
}

} // namespace tanba::guidance
