#pragma once

#include "core/sign/hidden_finds.h"
#include "core/sign/text_layers.h"

namespace tanba::sign {

class HiddenLayer;

/// Base64 in a text: every run of its characters is a layer of its own.
class Base64Runs {
  public:
    Base64Runs(HiddenFinds& finds, int level);
    Base64Runs(const Base64Runs& other);
    ~Base64Runs();
    void feed(std::string_view text);
    void finish();
    /// True when nothing that follows in this run can be a login.
    bool isDead() const { return state_ == State::Dead; }

  private:
    enum class State { Between, Running, Dead };
    std::size_t skipDead(std::string_view text);
    std::size_t decode(std::string_view text);
    void flush();

    HiddenFinds& finds_;
    int level_;
    State state_ = State::Between;
    Base64Bits bits_;
    Bytes decoded_;
    Copied<HiddenLayer> layer_;
    bool handedOn_ = false; ///< something of this run
};

} // namespace tanba::sign
