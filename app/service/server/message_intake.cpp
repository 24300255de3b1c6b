#include "app/service/server/message_intake.h"

#include <utility>

namespace tanba::service {

namespace {

class HeldText : public Message {
  public:
    HeldText(std::string text, MessageBudget::Share share)
        : share_(std::move(share)), text_(std::move(text)) {}
    std::string_view text() const override { return text_; }

  private:
    MessageBudget::Share share_;
    std::string text_;
};

class SpooledText : public Message {
  public:
    SpooledText(MappedText text, MessageBudget::Share share)
        : share_(std::move(share)), text_(std::move(text)) {}
    std::string_view text() const override { return text_.text(); }
    void passed(std::string_view part) const override { text_.passed(part); }

  private:
    MessageBudget::Share share_;
    MappedText text_;
};

} // namespace

void MessageIntake::add(std::string_view piece) {
    if (!refused_ && !store(piece))
        refuse(piece);
}

bool MessageIntake::store(std::string_view piece) {
    size_ += piece.size();
    if (size_ > limits_.maxMessage || !share_.take(piece.size()))
        return false;
    if (size_ > limits_.maxSmall && !share_.takeLarge())
        return false;
    const bool mayStay = size_ <= limits_.inMemoryOfOne && share_.holdInMemory(size_);
    if (!mayStay && !file_ && !moveToFile())
        return false;
    if (!file_) {
        memory_ += piece;
        return true;
    }
    if (!file_->append(piece).ok())
        return false;
    keepBeginning(piece);
    return true;
}

void MessageIntake::keepBeginning(std::string_view piece) {
    beginning_ += piece.substr(0, kBeginning - beginning_.size());
}

bool MessageIntake::moveToFile() {
    auto file = SpoolFile::open(folder_);
    if (!file.ok() || !file.value().append(memory_).ok())
        return false;
    file_.emplace(std::move(file).value());
    beginning_ = memory_.substr(0, kBeginning);
    memory_ = std::string();
    return share_.holdInMemory(0);
}

/// Everything is let go at once, but for the beginning.
void MessageIntake::refuse(std::string_view piece) {
    if (!file_)
        beginning_ = memory_.substr(0, kBeginning);
    keepBeginning(piece);
    memory_ = std::string();
    file_.reset();
    const MessageBudget::Share given = std::move(share_);
    refused_ = true;
}

TakenMessage MessageIntake::finish() {
    if (refused_)
        return {nullptr, std::move(beginning_)};
    if (!file_)
        return {std::make_shared<HeldText>(std::move(memory_), std::move(share_)), {}};
    auto mapped = file_->map();
    if (!mapped.ok())
        return {nullptr, std::move(beginning_)};
    return {std::make_shared<SpooledText>(std::move(mapped).value(), std::move(share_)), {}};
}

} // namespace tanba::service
