#include "app/gui/pages/login/login_attention.h"

namespace tanba::gui {

LoginAttention::LoginAttention(const Words& words, LoginDesk& login, QObject* parent)
    : words_(words), login_(login) {
    setParent(parent);
    connect(&login, &LoginDesk::changed, this, [this] {
        if (login_.unfinished().has_value() == told_)
            return;
        told_ = !told_;
        emit changed();
    });
}

std::vector<AttentionItem> LoginAttention::items() {
    const std::optional<UnfinishedLogin>& unfinished = login_.unfinished();
    if (!unfinished || login_.clock().now() >= unfinished->expires)
        return {};
    AttentionItem item;
    item.title = words_.say(Phrase::LoginAttTitle, {{"portal", toUtf8(titleOf(unfinished->portal, words_))}});
    item.text = words_.say(Phrase::LoginAttText);
    item.actions = {{words_.say(Phrase::SignGoOn), [this] { emit resumeWanted(); }},
                    {words_.say(Phrase::SignAttDiscard), [this] { login_.dropUnfinished(); }}};
    return {item};
}

} // namespace tanba::gui
