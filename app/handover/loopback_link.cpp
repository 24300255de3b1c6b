#include "app/handover/loopback_link.h"

#include "app/handover/link_server.h"
#include "app/service/server/peer_lookup.h"
#include "core/base/encoding.h"
#include "core/base/random.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

namespace tanba::handover {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t kNameBytes = 32;

class LoopbackLink : public BrowserLink {
  public:
    LoopbackLink(std::unique_ptr<LinkSockets> sockets, LinkWork work)
        : text_("http://127.0.0.1:" + std::to_string(work.place.port) + work.place.path),
          sockets_(std::move(sockets)), thread_([this, given = std::move(work)]() mutable {
              sockets_->beginThread();
              // What the server holds is wiped before anybody hears how it ended.
              const LinkState end = LinkServer(*sockets_, std::move(given)).serve();
              state_ = end;
          }) {}
    ~LoopbackLink() override {
        sockets_->wake();
        thread_.join();
    }
    LoopbackLink(const LoopbackLink&) = delete;
    LoopbackLink& operator=(const LoopbackLink&) = delete;

    const std::string& text() const override { return text_; }
    LinkState state() const override { return state_; }

  private:
    std::string text_;
    std::atomic<LinkState> state_{LinkState::Waiting};
    std::unique_ptr<LinkSockets> sockets_;
    std::thread thread_; // last: it uses the others
};

/// It goes into a field of HTTP as it is.
bool isVisible(ByteView address) {
    return !address.empty() &&
           std::ranges::all_of(address, [](std::uint8_t letter) { return letter > ' ' && letter < 0x7F; });
}

} // namespace

Result<std::unique_ptr<BrowserLink>> loopbackLink(SecretBytes address, milliseconds time,
                                                  std::unique_ptr<service::PeerLookup> peers) {
    if (!isVisible(address.view()))
        return fail(FailureCode::Internal, {}, "address");
    TANBA_TRY(const Bytes name, randomBytes(kNameBytes));
    TANBA_TRY(std::unique_ptr<LinkSockets> sockets, LinkSockets::listen());
    LinkWork work;
    work.place = {sockets->port(), "/" + toHex(name)};
    work.address = std::move(address);
    work.until = std::chrono::steady_clock::now() + std::min<milliseconds>(time, kLongestKept);
    work.peers = std::move(peers);
    return std::unique_ptr<BrowserLink>(std::make_unique<LoopbackLink>(std::move(sockets), std::move(work)));
}

Result<std::unique_ptr<BrowserLink>> loopbackLink(SecretBytes address, milliseconds time) {
    return loopbackLink(std::move(address), time, service::systemPeerLookup());
}

} // namespace tanba::handover
