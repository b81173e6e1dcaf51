// SPDX-License-Identifier: MIT
// Reads what a report holds.
#pragma once

#define BOOST_BIND_GLOBAL_PLACEHOLDERS  // Boost 1.74's own property tree still uses them.

#include "temporary_folder.hpp"

#include <weft/weft.hpp>

#include <boost/property_tree/json_parser.hpp>
#include <boost/property_tree/ptree.hpp>

#include <filesystem>
#include <sstream>
#include <string>

#include <fmt/format.h>

using Tree = boost::property_tree::ptree;

/// The JSON in the page.
inline std::string data_in(const std::filesystem::path& file) {
    const std::string page = content_of(file);
    const std::string begin = "<script id=\"data\" type=\"application/json\">";
    const std::size_t start = page.find(begin) + begin.size();
    return page.substr(start, page.find("</script>", start) - start);
}

inline Tree parsed(const std::filesystem::path& file) {
    std::istringstream json(data_in(file));
    Tree tree;
    boost::property_tree::read_json(json, tree);
    return tree;
}

/// `axis title: name (x,y) (x,y); name ...`, a line for each chart.
inline std::string charts_in(const std::filesystem::path& file) {
    std::string text;
    const Tree tree = parsed(file);
    for (const auto& [nobody, chart] : tree.get_child("charts")) {
        text += fmt::format("{} {}:", chart.get<std::string>("axis"), chart.get<std::string>("title"));
        for (const auto& [nothing, curve] : chart.get_child("curves")) {
            text += fmt::format(" {}", curve.get<std::string>("name"));
            auto y = curve.get_child("y").begin();
            for (const auto& [none, x] : curve.get_child("x")) {
                text += fmt::format(" ({},{})", x.data(), (y++)->second.data());
            }
        }
        text += '\n';
    }
    return text;
}

inline void end_batch(const weft::Fabric& fabric, int step, double loss) {
    using namespace weft::literals;
    fabric.call("on_train_batch_end", "loss"_a = loss, "epoch"_a = 0, "step"_a = step, "samples"_a = 16);
}
