#pragma once

#include "cardreader/pcsc/api.h"

#include <condition_variable>
#include <mutex>

namespace tanba::gui {

/// The card service of a computer without readers: a demonstration does not touch the real ones.
class NoReaders : public card::pcsc::Api {
  public:
    template <typename Value>
    using Answer = card::pcsc::Answer<Value>;
    using Status = card::pcsc::Status;
    using ContextHandle = card::pcsc::ContextHandle;
    using CardHandle = card::pcsc::CardHandle;
    using Disposition = card::pcsc::Disposition;
    using Protocol = card::pcsc::Protocol;

    Answer<ContextHandle> establishContext() override { return {}; }
    Status releaseContext(ContextHandle) override { return {}; }
    Answer<std::vector<std::string>> listReaders(ContextHandle) override { return {}; }
    /// Until cancel(): nothing else ever changes.
    Status waitForChange(ContextHandle context, std::optional<std::chrono::milliseconds> timeout,
                         std::span<card::pcsc::ReaderWatch> rows) override;
    Status cancel(ContextHandle context) override;

    Answer<card::pcsc::Connection> connect(ContextHandle, const std::string&) override { return {kNone}; }
    Answer<Protocol> reconnect(CardHandle) override { return {kNone}; }
    Status disconnect(CardHandle, Disposition) override { return kNone; }
    Status beginTransaction(CardHandle) override { return kNone; }
    Status endTransaction(CardHandle, Disposition) override { return kNone; }
    Answer<Bytes> status(CardHandle) override { return {kNone}; }
    Answer<Bytes> transmit(CardHandle, Protocol, ByteView) override { return {kNone}; }
    Answer<Bytes> control(CardHandle, std::uint32_t, ByteView) override { return {kNone}; }
    std::uint32_t featureRequestCode() const override { return 0; }
    bool resetsSilentCards() const override { return false; }

  private:
    static constexpr Status kNone{card::pcsc::Code::UnknownReader, 0};

    std::mutex mutex_;
    std::condition_variable cancelled_;
    unsigned cancels_ = 0;
};

} // namespace tanba::gui
