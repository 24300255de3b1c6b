#pragma once

#include "cardreader/pcsc/api.h"

#include <atomic>

namespace rig {

using namespace tanba::card::pcsc;

/// The smart-card service of this computer, which counts the commands that go through it.
class CountingApi : public Api {
  public:
    explicit CountingApi(Api& real) : real_(real) {}

    int commands() const { return commands_.load(); }

    Answer<ContextHandle> establishContext() override { return real_.establishContext(); }
    Status releaseContext(ContextHandle context) override { return real_.releaseContext(context); }
    Answer<std::vector<std::string>> listReaders(ContextHandle context) override {
        return real_.listReaders(context);
    }
    Status waitForChange(ContextHandle context, std::optional<std::chrono::milliseconds> timeout,
                         std::span<ReaderWatch> rows) override {
        return real_.waitForChange(context, timeout, rows);
    }
    Status cancel(ContextHandle context) override { return real_.cancel(context); }
    Answer<Connection> connect(ContextHandle context, const std::string& reader) override {
        return real_.connect(context, reader);
    }
    Answer<Protocol> reconnect(CardHandle card) override { return real_.reconnect(card); }
    Status disconnect(CardHandle card, Disposition disposition) override {
        return real_.disconnect(card, disposition);
    }
    Status beginTransaction(CardHandle card) override { return real_.beginTransaction(card); }
    Status endTransaction(CardHandle card, Disposition disposition) override {
        return real_.endTransaction(card, disposition);
    }
    Answer<tanba::Bytes> status(CardHandle card) override { return real_.status(card); }
    Answer<tanba::Bytes> transmit(CardHandle card, Protocol protocol, tanba::ByteView command) override {
        ++commands_;
        return real_.transmit(card, protocol, command);
    }
    Answer<tanba::Bytes> control(CardHandle card, std::uint32_t code, tanba::ByteView input) override {
        return real_.control(card, code, input);
    }
    std::uint32_t featureRequestCode() const override { return real_.featureRequestCode(); }
    bool resetsSilentCards() const override { return real_.resetsSilentCards(); }

  private:
    Api& real_;
    std::atomic<int> commands_{0};
};

} // namespace rig
