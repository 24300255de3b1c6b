#pragma once

#include "app/service/api/request.h"
#include "app/service/conversation/message.h"
#include "app/service/work/gate.h"

#include <memory>
#include <variant>

namespace tanba::service {

/// A CMS that wants time stamps, decoded.
struct StampOrder {
    api::ReplyShape shape;
    Bytes cms;
};

/// A request that can be carried out without its message.
using Prepared = std::variant<api::AnswerNow, api::ListTokens, api::ChangeLocale, api::ShowIdentity,
                              api::ChooseFile, StampOrder, WorkOrder>;

/// Everything about a message that takes time and needs nobody: reading, decoding, classifying. The message
/// is let go as soon as it is decoded.
/// @param items how many things the request wanted signed.
Prepared prepare(std::shared_ptr<const Message> message, const GateWorld& world, const WorkControl& control,
                 std::size_t& items);

} // namespace tanba::service
