#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace tanba::portal {

/// What a message may have at most.
struct JsonLimits {
    std::size_t depth;   ///< objects and arrays within each other
    std::size_t values;  ///< in all
    std::size_t members; ///< of one object; each may be compared with every other
};

/// Builds the tree of a text (RFC 8259, UTF-8), and ends the reading at the first thing that is too much or a
/// member that stands twice in its object: two readers could take different ones.
/// @tparam Json a basic_json, which keeps the order of members or sorts them
template <typename Json>
class StrictJsonReader : public nlohmann::json_sax<Json> {
  public:
    using Sax = nlohmann::json_sax<Json>;
    using typename Sax::binary_t;
    using typename Sax::number_float_t;
    using typename Sax::number_integer_t;
    using typename Sax::number_unsigned_t;
    using typename Sax::string_t;

    explicit StrictJsonReader(JsonLimits limits) : limits_(limits) {}

    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override { return put(value); }
    bool number_unsigned(number_unsigned_t value) override { return put(value); }
    bool number_float(number_float_t value, const string_t&) override { return put(value); }
    bool string(string_t& value) override { return put(std::move(value)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
        wrong_ = "at " + std::to_string(position);
        return false;
    }
    bool key(string_t& name) override {
        const Json& object = *open_.back();
        if (object.size() >= limits_.members)
            return stop("too many members");
        if (object.contains(name))
            return stop("a member twice");
        name_ = std::move(name);
        return true;
    }

    const std::string& wrong() const { return wrong_; }
    Json take() { return std::move(root_); }

  private:
    bool stop(const char* why) {
        wrong_ = why;
        return false;
    }

    /// Where a value goes; null when there are too many.
    Json* place(Json value) {
        if (++values_ > limits_.values)
            return nullptr;
        if (open_.empty()) {
            root_ = std::move(value);
            return &root_;
        }
        Json& parent = *open_.back();
        if (parent.is_array()) {
            parent.push_back(std::move(value));
            return &parent.back();
        }
        Json& member = parent[name_];
        member = std::move(value);
        return &member;
    }
    bool put(Json value) { return place(std::move(value)) != nullptr || stop("too many values"); }
    bool open(Json value) {
        if (open_.size() >= limits_.depth)
            return stop("too deep");
        // It stays where it is for as long as it is open: nothing is added beside it meanwhile.
        Json* const here = place(std::move(value));
        if (here == nullptr)
            return stop("too many values");
        open_.push_back(here);
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    JsonLimits limits_;
    Json root_;
    std::vector<Json*> open_;
    std::string name_;
    std::size_t values_ = 0;
    std::string wrong_;
};

} // namespace tanba::portal
