#pragma once

#include <string>
#include <string_view>

namespace tanba::service {

/// One text message of a page, reassembled, wherever its bytes lie: in memory, or in an unlinked file of our
/// own that is mapped. Nobody may be able to change the bytes while it lives. It is let go as soon as what it
/// carries is decoded, on any thread; its destructor gives the memory back.
class Message {
  public:
    virtual ~Message() = default;
    virtual std::string_view text() const = 0;
    /// This part of text() was read: it need not stay in memory, and comes back when it is read again.
    virtual void passed(std::string_view) const {}
};

/// A message held in memory.
class TextMessage : public Message {
  public:
    explicit TextMessage(std::string text) : text_(std::move(text)) {}
    std::string_view text() const override { return text_; }

  private:
    std::string text_;
};

} // namespace tanba::service
