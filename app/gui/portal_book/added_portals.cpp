#include "app/gui/portal_book/added_portals.h"

#include "app/gui/keys/private_json.h"
#include "core/portal/added_portal.h"

#include <QJsonArray>
#include <algorithm>
#include <array>
#include <utility>

namespace tanba::gui {

namespace {

using portal::FactorType;

struct FactorName {
    FactorType type;
    const char* name;
};
constexpr std::array<FactorName, 2> kFactorNames = {{{FactorType::Sms, "sms"}, {FactorType::Qr, "qr"}}};

PrivateJson placeOf(const std::filesystem::path& file) {
    return {file, 1, std::size_t{64} * 1024};
}

QJsonObject jsonOf(const AddedPortal& portal) {
    QJsonArray factors;
    for (const FactorType type : portal.factors)
        factors.append(QLatin1String(std::ranges::find(kFactorNames, type, &FactorName::type)->name));
    return {{QStringLiteral("origin"), QString::fromStdString(portal.origin)},
            {QStringLiteral("factors"), factors},
            {QStringLiteral("support"), QString::fromStdString(portal.support)},
            {QStringLiteral("added"), QString::fromStdString(guidance::formatDate(portal.added))}};
}

/// "host[:port]" of a normalised https origin.
std::string hostOf(const std::string& origin) {
    constexpr std::string_view kScheme = "https://";
    return origin.substr(std::min(kScheme.size(), origin.size()));
}

/// None for a row that this program would not have written: the file is only as good as its folder.
std::optional<AddedPortal> portalOf(const QJsonObject& row) {
    AddedPortal portal;
    portal.origin = row.value(QStringLiteral("origin")).toString().toStdString();
    const Result<std::string> origin = portal::portalOrigin(portal.origin);
    const auto added = guidance::parseDate(row.value(QStringLiteral("added")).toString().toStdString());
    if (!origin.ok() || origin.value() != portal.origin || !added.ok() ||
        !portal::judgeAddedHost(portal.origin).ok())
        return std::nullopt;
    portal.host = hostOf(portal.origin);
    portal.added = added.value();
    const std::string support = row.value(QStringLiteral("support")).toString().toStdString();
    if (support.starts_with("https://"))
        portal.support = support;
    const QJsonArray factors = row.value(QStringLiteral("factors")).toArray();
    for (const FactorName& each : kFactorNames)
        if (factors.contains(QLatin1String(each.name)))
            portal.factors.push_back(each.type);
    return portal;
}

} // namespace

AddedPortals::AddedPortals(Sources sources) : sources_(std::move(sources)) {
    read();
}

AddedPortals::~AddedPortals() {
    stopLooking();
}

void AddedPortals::read() {
    const QJsonObject root = readPrivateJson(sources_.files, placeOf(sources_.file));
    for (const QJsonValue& value : root.value(QStringLiteral("portals")).toArray()) {
        const std::optional<AddedPortal> portal = gui::portalOf(value.toObject());
        if (portal && find(portal->origin) == nullptr && portals_.size() < kMost)
            portals_.push_back(*portal);
    }
}

void AddedPortals::keep() {
    emit changed();
    QJsonArray rows;
    for (const AddedPortal& portal : portals_)
        if (portal.kind == AddedPortal::Kind::Person)
            rows.append(jsonOf(portal));
    const QJsonObject root{{QStringLiteral("portals"), rows}};
    sources_.tasks.runInOrder<Outcome>(
        this,
        [&files = sources_.files, file = sources_.file, root] {
            return writePrivateJson(files, placeOf(file), root);
        },
        [this](const Outcome& written) {
            if (!written.ok())
                emit notKept(written.failure());
        });
}

const AddedPortal* AddedPortals::find(const std::string& origin) const {
    const auto found = std::ranges::find(portals_, origin, &AddedPortal::origin);
    return found == portals_.end() ? nullptr : &*found;
}

void AddedPortals::look(const std::string& typed) {
    stopLooking();
    using Found = Result<portal::PortalDescription>;
    look_ = sources_.tasks.run<Found>(
        this,
        [network = sources_.network, typed](const WorkControl& control) -> Found {
            TANBA_TRY(const std::unique_ptr<HttpTransport> http, network());
            return portal::fetchAddedPortal(*http, typed, control);
        },
        [this, turn = turn_](const Found& found) {
            if (turn != turn_)
                return;
            look_.reset();
            emit looked(found);
        });
}

void AddedPortals::stopLooking() {
    ++turn_;
    if (const auto look = std::exchange(look_, nullptr))
        look->cancel();
}

AddedPortal AddedPortals::portalOf(const portal::PortalDescription& found, AddedPortal::Kind kind) const {
    AddedPortal made{found.origin,
                     found.host(),
                     found.factors,
                     found.links.support,
                     guidance::kazakhstanDate(sources_.clock.now()),
                     kind};
    if (kind == AddedPortal::Kind::Demonstration)
        made.names = found.names;
    return made;
}

void AddedPortals::put(AddedPortal portal) {
    std::erase_if(portals_, [&portal](const AddedPortal& each) { return each.origin == portal.origin; });
    if (portals_.size() >= kMost)
        portals_.erase(portals_.begin());
    portals_.push_back(std::move(portal));
}

void AddedPortals::add(const portal::PortalDescription& found) {
    put(portalOf(found, AddedPortal::Kind::Person));
    keep();
}

void AddedPortals::remove(const std::string& origin) {
    std::erase_if(portals_, [&origin](const AddedPortal& each) { return each.origin == origin; });
    keep();
}

void AddedPortals::lend(const portal::PortalDescription& demonstration) {
    put(portalOf(demonstration, AddedPortal::Kind::Demonstration));
    emit changed();
}

} // namespace tanba::gui
