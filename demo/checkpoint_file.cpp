// SPDX-License-Identifier: MIT
// Between an ArgMap and CBOR.
#include "checkpoint_file.hpp"

#include <cstdint>
#include <istream>
#include <iterator>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

namespace demo {
namespace {

using Json = nlohmann::ordered_json;

/// Sets `json` if the argument is exactly of one of the types.
template <class... Types>
bool take(const weft::Arg& arg, Json& json) {
    return ((arg.is<Types>() && (json = arg.get<const Types&>(), true)) || ...);
}

Json to_json(const weft::Arg& arg) {
    Json json;
    if (!take<double, float, bool, std::string, std::vector<double>>(arg, json) &&
        !take<short, int, long, long long, unsigned short, unsigned, unsigned long, unsigned long long>(
            arg, json)) {
        throw std::runtime_error(
            fmt::format("the state '{}' has a type that no checkpoint can keep", arg.name()));
    }
    return json;
}

void set(weft::ArgMap& state, const std::string& name, const Json& json) {
    switch (json.type()) {
        case Json::value_t::boolean: state.set(name, json.get<bool>()); break;
        case Json::value_t::number_integer: state.set(name, json.get<std::int64_t>()); break;
        case Json::value_t::number_unsigned: state.set(name, json.get<std::uint64_t>()); break;
        case Json::value_t::number_float: state.set(name, json.get<double>()); break;
        case Json::value_t::string: state.set(name, json.get<std::string>()); break;
        case Json::value_t::array: state.set(name, json.get<std::vector<double>>()); break;
        default: throw std::runtime_error(fmt::format("'{}' has a type that is not a checkpoint's", name));
    }
}

}  // namespace

void write_state(std::ostream& stream, const weft::ArgMap& state) {
    Json json = Json::object();
    for (const weft::Arg& arg : state) {
        json[std::string(arg.name())] = to_json(arg);
    }
    Json::to_cbor(json, stream);
}

weft::ArgMap read_state(std::istream& stream) {
    weft::ArgMap state;
    try {
        const Json json = Json::from_cbor(stream);
        for (const auto& [name, value] : json.items()) {
            set(state, name, value);
        }
    } catch (const Json::exception& error) {
        throw std::runtime_error(fmt::format("not a checkpoint: {}", error.what()));
    }
    return state;
}

}  // namespace demo
