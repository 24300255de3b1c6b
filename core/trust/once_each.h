#pragma once

#include "core/base/bytes.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace tanba::trust {

/// Gives each question to whoever can answer it once, and remembers the answer. Threads with the same
/// question wait for the one that asks.
template <typename Answer>
class OnceEach {
  public:
    /// @param ask returns Answer. @param keep tells of an answer whether it is to be remembered; after one
    /// that is not, the next caller asks again.
    template <typename Ask, typename Keep>
    Answer get(const Bytes& question, const Ask& ask, const Keep& keep) {
        const std::shared_ptr<Place> place = placeFor(question);
        const std::lock_guard lock(place->mutex);
        if (place->answer)
            return *place->answer;
        Answer answer = ask();
        if (keep(answer))
            place->answer = answer;
        return answer;
    }

  private:
    struct Place {
        std::mutex mutex;
        std::optional<Answer> answer;
    };

    std::shared_ptr<Place> placeFor(const Bytes& question) {
        const std::lock_guard lock(mutex_);
        std::shared_ptr<Place>& place = places_[question];
        if (!place)
            place = std::make_shared<Place>();
        return place;
    }

    std::mutex mutex_;
    std::map<Bytes, std::shared_ptr<Place>> places_;
};

} // namespace tanba::trust
