// pcsclite, and the PCSC framework of macOS which has the same interface.

#include "cardreader/pcsc/native_api.h"

#include <algorithm>
#include <array>

namespace tanba::card::pcsc {
namespace {

/// SCARD_CTL_CODE(0) of pcsclite's reader.h, a header that is no C++.
constexpr std::uint32_t kControlCodes = 0x42000000;

class PcscliteApi : public NativeApi {
  public:
    Answer<std::vector<std::string>> listReaders(ContextHandle context) override {
        std::vector<char> space(kNamesSpace);
        DWORD size = space.size();
        const LONG result = SCardListReaders(nativeOf(context), nullptr, space.data(), &size);
        Answer<std::vector<std::string>> answer{statusOf(result), {}};
        if (!answer.status.ok())
            return answer;
        // Names, each ended by 0, and one 0 more.
        const std::string_view all(space.data(), std::min<std::size_t>(size, space.size()));
        for (std::size_t at = 0; at < all.size() && all[at] != '\0';) {
            const std::size_t end = std::min(all.find('\0', at), all.size());
            answer.value.emplace_back(all.substr(at, end - at));
            at = end + 1;
        }
        return answer;
    }

    Status waitForChange(ContextHandle context, std::optional<std::chrono::milliseconds> timeout,
                         std::span<ReaderWatch> rows) override {
        std::vector<SCARD_READERSTATE> native(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            native[i].szReader = rows[i].reader.c_str();
            native[i].dwCurrentState = rows[i].believed;
        }
        const DWORD time = timeout ? static_cast<DWORD>(timeout->count()) : INFINITE;
        const LONG result = SCardGetStatusChange(nativeOf(context), time, native.data(), native.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].found = static_cast<std::uint32_t>(native[i].dwEventState);
            const std::size_t size = std::min<std::size_t>(native[i].cbAtr, sizeof native[i].rgbAtr);
            rows[i].atr.assign(native[i].rgbAtr, native[i].rgbAtr + size);
        }
        return statusOf(result);
    }

    Answer<Connection> connect(ContextHandle context, const std::string& reader) override {
        SCARDHANDLE card = 0;
        DWORD protocol = 0;
        const LONG result = SCardConnect(nativeOf(context), reader.c_str(), SCARD_SHARE_SHARED,
                                         kBothProtocols, &card, &protocol);
        return {statusOf(result), Connection{static_cast<CardHandle>(card), protocolOf(protocol)}};
    }

    Answer<Bytes> status(CardHandle card) override {
        std::array<char, 1024> name{};
        DWORD nameSize = name.size();
        DWORD state = 0;
        DWORD protocol = 0;
        Bytes atr(kAtrSpace);
        DWORD atrSize = atr.size();
        const LONG result =
            SCardStatus(nativeOf(card), name.data(), &nameSize, &state, &protocol, atr.data(), &atrSize);
        const Status status = statusOf(result);
        atr.resize(status.ok() ? std::min<std::size_t>(atrSize, kAtrSpace) : 0);
        return {status, std::move(atr)};
    }

    std::uint32_t featureRequestCode() const override { return kControlCodes + 3400; }
    bool resetsSilentCards() const override { return false; }

  protected:
    Code codeOfSystem(std::uint32_t) const override { return Code::Other; }
};

} // namespace

Api& systemApi() {
    static PcscliteApi api;
    return api;
}

} // namespace tanba::card::pcsc
