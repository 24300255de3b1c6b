#pragma once

#include "app/service/work/file_tokens.h"
#include "app/service/work/more_room.h"
#include "app/service/work/work_order.h"
#include "core/base/file_store.h"
#include "core/base/progress.h"

#include <string>
#include <vector>

namespace tanba::service {

/// Data of a page that is shorter than this is no login challenge, whatever it looks like: it could be
/// guessed. Longer data up to 256 bytes without a document's name counts as one (core/sign, classify.h).
inline constexpr std::size_t kShortestChallenge = 8;
/// A file that is signed for a page.
inline constexpr std::size_t kMaxFile = std::size_t{256} * 1024 * 1024;

/// What the gate needs to know besides the request.
struct GateWorld {
    Caller caller;
    std::vector<std::string> hashOrigins;
    FileStore& files;
    FileTokens tokens;
    MoreRoom& room;
};

/// One thing that a page wants signed, independent of the message it came in.
struct LoadedItem {
    Bytes content;    ///< or the digest of it
    std::string name; ///< of the file that the person chose; else empty
};

/// Decodes what a page wants signed.
/// @param passed told of the parts of the message that were read.
/// @returns base64.malformed, service.file_unknown, file.*, service.too_much.
Result<std::vector<LoadedItem>> loadItems(const api::SignData& request, const GateWorld& world,
                                          const JsonString::Passed& passed, const WorkControl& control);

/// Finds out what it is, and decides whether the person may be asked at all (SECURITY.md, rules 1-4). The
/// message that the request was read from is not needed any more.
/// @returns what sign::authoriseSigning(), refuseForgingOracle() and the readers of the formats return;
/// service.too_much.
Result<WorkOrder> passGate(const api::SignData& request, std::vector<LoadedItem> loaded,
                           const GateWorld& world, const WorkControl& control);

/// True for a failure that is a danger averted and no mistake of the page: the person is told.
bool isRefusal(const Failure& failure);

} // namespace tanba::service
