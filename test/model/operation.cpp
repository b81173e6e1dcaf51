// SPDX-License-Identifier: MIT
// Operations from bytes, from a seed and from text.
#include "operation.hpp"

#include <algorithm>
#include <charconv>
#include <random>
#include <stdexcept>

namespace model {

namespace {

constexpr Field fabric{"fabric", 2};
constexpr Field hook{"hook", 3};
constexpr Field which{"which", 32};

constexpr Field every{"every", 4};
constexpr Field when{"when", 10};  // From 6 on none, as for 0.
constexpr Field next_at{"next", 6};
constexpr Field outer{"outer", 3};
constexpr Field name{"name", 6};       // From 4 on none, as for 0.
constexpr Field before{"before", 14};  // From 9 on none.
constexpr Field after{"after", 14};
constexpr Field group{"group", 6};  // From 3 on the middle.

constexpr std::array<KindInfo, 26> kinds{{
    {"connect", 26, true, {fabric, hook, {"shape", 12}, {"manner", 4}, every, when, next_at}},
    {"connect_in_order", 14, true, {fabric, hook, {"shape", 4}, {"manner", 4}, name, before, after, group}},
    {"add", 12, true, {fabric, {"form", 6}, {"class", 5}, {"front", 2}, every, when, next_at}},
    {"add_in_order",
     14,
     true,
     {fabric, {"form", 6}, {"class", 5}, {"manner", 4}, name, before, after, group}},
    {"add_again", 4, false, {fabric, which, {"front", 2}, every, when}},
    {"build", 1, true, {fabric, {"count", 5}, next_at}},
    {"call", 48, false, {fabric, hook, {"arguments", 14}, {"way", 3}, {"guard", 2}}},
    {"call_lazily", 14, true, {fabric, hook, {"arguments", 4}, {"way", 3}, {"guard", 2}, {"fails", 2}}},
    {"around", 18, true, {fabric, hook, {"arguments", 14}, {"guard", 2}}},
    {"next", 12, false, {outer, {"guard", 4}}},
    {"take", 10, false, {outer, {"guard", 2}}},
    {"disconnect", 7, false, {which}},
    {"disconnect_and_wait", 3, false, {which}},
    {"block", 5, false, {which}},
    {"unblock", 5, false, {which}},
    {"scope", 3, false, {which}},
    {"end_scope", 2, false, {which}},
    {"release_scope", 2, false, {which}},
    {"expire", 5, false, {which}},
    {"move", 1, false, {fabric, {"assign", 2}}},
    {"destroy", 1, false, {fabric}},
    {"on_error", 10, false, {fabric, {"mode", 6}}},
    {"observe", 3, true, {fabric, {"form", 3}}},
    {"fail", 14, false, {}},
    {"look", 3, false, {which}},
    {"inspect", 3, false, {fabric}},
}};

constexpr std::size_t deepest = 2;
constexpr std::size_t longest_script = 3;

class Reader {
public:
    explicit Reader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    [[nodiscard]] bool is_at_end() const { return bytes_.empty(); }

    std::uint8_t below(std::size_t range) {
        if (bytes_.empty() || range == 0) {
            return 0;
        }
        const std::uint8_t byte = bytes_.front();
        bytes_ = bytes_.subspan(1);
        return static_cast<std::uint8_t>(byte % range);
    }

    Operation operation(std::size_t depth) {
        Operation result;
        result.kind = kind(depth);
        const KindInfo& info = info_of(result.kind);
        for (std::size_t i = 0; i < field_count; ++i) {
            result.fields[i] = below(info.fields[i].range);
        }
        if (info.has_script && depth < deepest) {
            for (std::size_t left = below(longest_script + 1); left > 0; --left) {
                result.script.push_back(operation(depth + 1));
            }
        }
        return result;
    }

private:
    Kind kind(std::size_t depth) {
        std::size_t total = 0;
        for (const KindInfo& info : kinds) {
            total += info.weight;
        }
        std::size_t at = below(total);
        std::size_t kind = 0;
        while (at >= kinds[kind].weight) {
            at -= kinds[kind].weight;
            ++kind;
        }
        const auto result = static_cast<Kind>(kind);
        const bool is_for_handlers = result == Kind::next || result == Kind::take;
        return is_for_handlers && depth == 0 ? Kind::call : result;
    }

    std::span<const std::uint8_t> bytes_;
};

void print_to(std::string& text, const Sequence& sequence, std::size_t depth) {
    for (const Operation& operation : sequence) {
        const KindInfo& info = info_of(operation.kind);
        text.append(2 * depth, ' ').append(info.name);
        for (std::size_t i = 0; i < field_count; ++i) {
            if (info.fields[i].range > 0) {
                text.append(" ")
                    .append(info.fields[i].name)
                    .append("=")
                    .append(std::to_string(operation.fields[i]));
            }
        }
        text += '\n';
        print_to(text, operation.script, depth + 1);
    }
}

std::string_view take_word(std::string_view& line) {
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return word;
}

Operation parse_line(std::string_view line) {
    const std::string_view kind = take_word(line);
    const auto* const info =
        std::find_if(kinds.begin(), kinds.end(), [&](const KindInfo& one) { return one.name == kind; });
    if (info == kinds.end()) {
        throw std::invalid_argument("'" + std::string(kind) + "' is no operation");
    }
    Operation operation{static_cast<Kind>(info - kinds.begin()), {}, {}};
    while (!line.empty()) {
        const std::string_view word = take_word(line);
        const std::size_t equals = std::min(word.find('='), word.size());
        const auto* const field =
            std::find_if(info->fields.begin(), info->fields.end(),
                         [&](const Field& one) { return one.name == word.substr(0, equals); });
        std::uint8_t value = 0;
        const char* const end = word.data() + word.size();
        if (field == info->fields.end() || equals == word.size() ||
            std::from_chars(word.data() + equals + 1, end, value).ptr != end || value >= field->range) {
            throw std::invalid_argument("'" + std::string(word) + "' is no field of " + std::string(kind));
        }
        operation.fields[static_cast<std::size_t>(field - info->fields.begin())] = value;
    }
    return operation;
}

}  // namespace

const KindInfo& info_of(Kind kind) {
    return kinds.at(static_cast<std::size_t>(kind));
}

Sequence decode(std::span<const std::uint8_t> bytes) {
    Sequence sequence;
    Reader reader(bytes);
    while (!reader.is_at_end()) {
        sequence.push_back(reader.operation(0));
    }
    return sequence;
}

Sequence random_sequence(std::uint64_t seed, std::uint64_t number) {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
    std::mt19937_64 random(seed * odd + number);
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(96 + random() % 384));
    std::generate(bytes.begin(), bytes.end(),
                  [&random] { return static_cast<std::uint8_t>(random() >> 56U); });
    return decode(bytes);
}

std::string print(const Sequence& sequence) {
    std::string text;
    print_to(text, sequence, 0);
    return text;
}

Sequence parse(std::string_view text) {
    Sequence sequence;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
        line.remove_prefix(indent);
        if (line.empty()) {
            continue;
        }
        Sequence* into = &sequence;
        for (std::size_t depth = indent / 2; depth > 0; --depth) {
            if (into->empty()) {
                throw std::invalid_argument("'" + std::string(line) + "' is indented below nothing");
            }
            into = &into->back().script;
        }
        into->push_back(parse_line(line));
    }
    return sequence;
}

}  // namespace model
