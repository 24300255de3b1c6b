#pragma once

#include "app/handover/browser_link.h"
#include "app/handover/link_sockets.h"
#include "app/handover/visit.h"
#include "app/service/server/peer.h"
#include "core/base/secret_bytes.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace tanba::handover {

/// What a link's thread works with.
struct LinkWork {
    LinkPlace place;
    SecretBytes address;
    std::chrono::steady_clock::time_point until;
    std::unique_ptr<service::PeerLookup> peers;
};

/// Leads one visitor of this user on.
class LinkServer {
  public:
    LinkServer(LinkSockets& sockets, LinkWork work) : sockets_(sockets), work_(std::move(work)) {}

    /// Until somebody was led on, the time is over or the link goes; nobody comes in afterwards.
    LinkState serve();

  private:
    struct Visitor {
        std::unique_ptr<VisitorSocket> socket; ///< none: was answered, or has gone
        std::chrono::steady_clock::time_point until;
        std::string head = {};
    };

    LinkState serveVisitors();
    void dropLate();
    std::chrono::milliseconds patience() const;
    void receive(Newcomer newcomer);
    LinkState hear(Visitor& visitor);
    LinkState answer(Visitor& visitor, unsigned status);

    LinkSockets& sockets_;
    LinkWork work_;
    std::vector<Visitor> visitors_; ///< the oldest first
};

} // namespace tanba::handover
