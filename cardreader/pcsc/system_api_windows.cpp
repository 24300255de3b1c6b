// WinSCard: names are UTF-16, handles are pointers in size, control codes are those of a device.

#include "cardreader/pcsc/native_api.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tanba::card::pcsc {
namespace {

/// Codes of Windows itself that come out of SCard calls when a reader or a remote session goes away.
constexpr std::array kWindowsCodes = {
    std::pair<std::uint32_t, Code>(ERROR_IO_DEVICE, Code::CommDataLost),
    std::pair<std::uint32_t, Code>(ERROR_GEN_FAILURE, Code::CommDataLost),
    std::pair<std::uint32_t, Code>(ERROR_NOT_READY, Code::NotReady),
    std::pair<std::uint32_t, Code>(ERROR_BAD_COMMAND, Code::NotReady),
    std::pair<std::uint32_t, Code>(ERROR_SEM_TIMEOUT, Code::CommDataLost),
    std::pair<std::uint32_t, Code>(ERROR_NO_MEDIA_IN_DRIVE, Code::RemovedCard),
    std::pair<std::uint32_t, Code>(ERROR_DEVICE_REMOVED, Code::ReaderUnavailable),
    std::pair<std::uint32_t, Code>(ERROR_FILE_NOT_FOUND, Code::ReaderUnavailable),
    std::pair<std::uint32_t, Code>(ERROR_DEVICE_NOT_CONNECTED, Code::ReaderUnavailable),
    std::pair<std::uint32_t, Code>(ERROR_INVALID_HANDLE, Code::InvalidHandle),
    std::pair<std::uint32_t, Code>(ERROR_BROKEN_PIPE, Code::ServiceStopped),
    std::pair<std::uint32_t, Code>(ERROR_CANCELLED, Code::CancelledByUser),
    std::pair<std::uint32_t, Code>(ERROR_OPERATION_ABORTED, Code::Cancelled),
    std::pair<std::uint32_t, Code>(ERROR_NOT_SUPPORTED, Code::UnsupportedFeature),
    std::pair<std::uint32_t, Code>(ERROR_INVALID_FUNCTION, Code::UnsupportedFeature),
    std::pair<std::uint32_t, Code>(ERROR_CALL_NOT_IMPLEMENTED, Code::UnsupportedFeature),
    std::pair<std::uint32_t, Code>(ERROR_INVALID_PARAMETER, Code::InvalidParameter),
    std::pair<std::uint32_t, Code>(ERROR_ACCESS_DENIED, Code::NoAccess),
    std::pair<std::uint32_t, Code>(ERROR_NOT_ENOUGH_MEMORY, Code::NoMemory),
};

std::wstring utf16Of(const std::string& text) {
    const int size = static_cast<int>(text.size());
    const int needed = MultiByteToWideChar(CP_UTF8, 0, text.data(), size, nullptr, 0);
    std::wstring wide(static_cast<std::size_t>(std::max(needed, 0)), L'\0');
    MultiByteToWideChar(CP_UTF8, 0, text.data(), size, wide.data(), needed);
    return wide;
}

std::string utf8Of(std::wstring_view wide) {
    const int size = static_cast<int>(wide.size());
    const int needed = WideCharToMultiByte(CP_UTF8, 0, wide.data(), size, nullptr, 0, nullptr, nullptr);
    std::string text(static_cast<std::size_t>(std::max(needed, 0)), '\0');
    WideCharToMultiByte(CP_UTF8, 0, wide.data(), size, text.data(), needed, nullptr, nullptr);
    return text;
}

class WindowsApi : public NativeApi {
  public:
    Answer<std::vector<std::string>> listReaders(ContextHandle context) override {
        std::vector<wchar_t> space(kNamesSpace);
        DWORD size = sizeOf(space.size());
        const LONG result = SCardListReadersW(nativeOf(context), nullptr, space.data(), &size);
        Answer<std::vector<std::string>> answer{statusOf(result), {}};
        if (!answer.status.ok())
            return answer;
        // Names, each ended by 0, and one 0 more.
        const std::wstring_view all(space.data(), std::min<std::size_t>(size, space.size()));
        for (std::size_t at = 0; at < all.size() && all[at] != L'\0';) {
            const std::size_t end = std::min(all.find(L'\0', at), all.size());
            answer.value.push_back(utf8Of(all.substr(at, end - at)));
            at = end + 1;
        }
        return answer;
    }

    Status waitForChange(ContextHandle context, std::optional<std::chrono::milliseconds> timeout,
                         std::span<ReaderWatch> rows) override {
        std::vector<std::wstring> names;
        names.reserve(rows.size());
        std::vector<SCARD_READERSTATEW> native(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            names.push_back(utf16Of(rows[i].reader));
            native[i].szReader = names.back().c_str();
            native[i].dwCurrentState = rows[i].believed;
        }
        const DWORD time = timeout ? static_cast<DWORD>(timeout->count()) : INFINITE;
        const LONG result =
            SCardGetStatusChangeW(nativeOf(context), time, native.data(), sizeOf(native.size()));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].found = native[i].dwEventState;
            const std::size_t size = std::min<std::size_t>(native[i].cbAtr, sizeof native[i].rgbAtr);
            rows[i].atr.assign(native[i].rgbAtr, native[i].rgbAtr + size);
        }
        return statusOf(result);
    }

    Answer<Connection> connect(ContextHandle context, const std::string& reader) override {
        SCARDHANDLE card = 0;
        DWORD protocol = 0;
        const LONG result = SCardConnectW(nativeOf(context), utf16Of(reader).c_str(), SCARD_SHARE_SHARED,
                                          kBothProtocols, &card, &protocol);
        return {statusOf(result), Connection{static_cast<CardHandle>(card), protocolOf(protocol)}};
    }

    Answer<Bytes> status(CardHandle card) override {
        Bytes atr(kAtrSpace);
        DWORD atrSize = sizeOf(atr.size());
        DWORD state = 0;
        DWORD protocol = 0;
        const LONG result =
            SCardStatusW(nativeOf(card), nullptr, nullptr, &state, &protocol, atr.data(), &atrSize);
        const Status status = statusOf(result);
        atr.resize(status.ok() ? std::min<std::size_t>(atrSize, kAtrSpace) : 0);
        return {status, std::move(atr)};
    }

    std::uint32_t featureRequestCode() const override { return SCARD_CTL_CODE(3400); }
    bool resetsSilentCards() const override { return true; }

  protected:
    Code codeOfSystem(std::uint32_t number) const override {
        const auto found =
            std::ranges::find(kWindowsCodes, number, [](const auto& row) { return row.first; });
        return found == kWindowsCodes.end() ? Code::Other : found->second;
    }
};

} // namespace

Api& systemApi() {
    static WindowsApi api;
    return api;
}

} // namespace tanba::card::pcsc
