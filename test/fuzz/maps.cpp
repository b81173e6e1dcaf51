// SPDX-License-Identifier: MIT
// Maps are set, erased, copied, moved, read and printed.
#include "maps.hpp"

#include "table.hpp"

#include <weft/weft.hpp>

#include <algorithm>
#include <cstdlib>

namespace fuzz {

namespace {

using Entries = std::vector<Argument>;

void expect(bool is_right, const char* what, std::string_view name) {
    if (!is_right) {
        fmt::print(stderr, "ArgMap: {} of '{}'\n", what, name);
        std::abort();
    }
}

Entries::iterator find(Entries& entries, const std::string& name) {
    return std::find_if(entries.begin(), entries.end(),
                        [&](const Argument& one) { return one.name == name; });
}

void set(weft::ArgMap& map, Entries& entries, const std::string& name, const Value& value) {
    const auto* const pointer = std::get_if<const char*>(&value);
    const bool is_refused = name.empty() || (pointer != nullptr && *pointer == nullptr);
    try {
        std::visit([&](const auto& one) { map.set(name, one); }, value);
        expect(!is_refused, "the acceptance", name);
    } catch (const weft::ArgumentError&) {
        expect(is_refused, "the refusal", name);
        return;
    }
    Value kept = value;
    if (pointer != nullptr) {
        kept = std::string(*pointer);
    } else if (const auto* const view = std::get_if<std::string_view>(&value)) {
        kept = std::string(*view);
    }
    const auto known = find(entries, name);
    if (known != entries.end()) {
        known->value = std::move(kept);
    } else {
        entries.push_back({name, std::move(kept), true});
    }
}

template <class Type, class Map>
void get(Map& map, const Argument* entry, const std::string& name) {
    std::optional<std::string> expected;
    if (entry != nullptr) {
        expected = taken_by<Type>({name, entry->value, !std::is_const_v<Map>});
    } else if constexpr (!std::is_void_v<typename Inside<Type>::type>) {
        expected = "none";
    }
    std::optional<std::string> found;
    try {
        found = show(map.template get<Type>(name));
    } catch (const weft::ArgumentError&) {
        found.reset();
    }
    expect(found == expected, "what it gives", name);
}

template <class Map>
void get_as_any(Map& map, const Argument* entry, const std::string& name) {
    get<int>(map, entry, name);
    get<unsigned char>(map, entry, name);
    get<long>(map, entry, name);
    get<float>(map, entry, name);
    get<double>(map, entry, name);
    get<bool>(map, entry, name);
    get<char>(map, entry, name);
    get<Color>(map, entry, name);
    get<std::string>(map, entry, name);
    get<std::string_view>(map, entry, name);
    get<std::optional<int>>(map, entry, name);
    get<Base>(map, entry, name);
}

void compare(const weft::ArgMap& map, const Entries& entries) {
    expect(map.size() == entries.size(), "the size", "");
    auto entry = entries.begin();
    for (const weft::Arg& arg : map) {
        expect(arg.name() == entry->name, "the order", entry->name);
        std::visit(
            [&]<class Type>(const Type& value) {
                expect(arg.is<Type>() && show(arg.get<const Type&>()) == show(value), "the value",
                       entry->name);
            },
            entry->value);
        ++entry;
    }
    const std::string printed = fmt::format("{}", map);
    expect(printed.starts_with('{') && printed.ends_with('}'), "the text", printed);
}

}  // namespace

void check_map(FuzzedDataProvider& data, const std::string& text) {
    weft::ArgMap map;
    Entries entries;
    for (int steps = 0; steps < 40 && data.remaining_bytes() > 0; ++steps) {
        const std::string name = read_name(data);
        const auto known = find(entries, name);
        const Argument* const entry = known != entries.end() ? &*known : nullptr;
        expect(map.contains(name) == (entry != nullptr), "whether it contains", name);
        switch (data.ConsumeIntegralInRange<unsigned>(0, 6)) {
            case 0:
                expect(map.erase(name) == (entry != nullptr), "the end", name);
                if (entry != nullptr) {
                    entries.erase(known);
                }
                break;
            case 1: {
                std::string only_in_the_copy = "only in the copy";
                while (map.contains(only_in_the_copy)) {  // The fuzzer knows this word.
                    only_in_the_copy += '!';
                }
                weft::ArgMap copy(map);
                copy.set(only_in_the_copy, 1);
                map = copy;
                map.erase(only_in_the_copy);
                break;
            }
            case 2: {
                weft::ArgMap moved(std::move(map));
                map = weft::ArgMap();
                compare(map, {});
                map = std::move(moved);
                break;
            }
            case 3: get_as_any(map, entry, name); break;
            case 4: get_as_any(std::as_const(map), entry, name); break;
            default: set(map, entries, name, read_value(data, text));
        }
        compare(map, entries);
    }
}

}  // namespace fuzz
