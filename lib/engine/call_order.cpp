// SPDX-License-Identifier: MIT
// Works out the order of a hook's handlers: a walk over a graph, depth first, without recursion.
#include "engine/call_order.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace weft::detail {

namespace {

using Places = std::vector<std::size_t>;

/// Who has to precede whom, and who has asked for that.
struct Graph {
    std::vector<Places> before;        ///< For each handler, those that have to precede it.
    std::vector<Places> asked_after;   ///< For each handler, those that ask to be after it.
    std::vector<Places> asked_before;  ///< For each handler, those that ask to be before it.
};

Graph make_graph(const std::vector<OrderedHandler>& handlers) {
    std::unordered_map<std::string_view, Places> by_name;
    for (std::size_t i = 0; i < handlers.size(); ++i) {
        for (const std::string& name : handlers[i].names) {
            by_name[name].push_back(i);
        }
    }
    Graph graph{std::vector<Places>(handlers.size()), std::vector<Places>(handlers.size()),
                std::vector<Places>(handlers.size())};
    // Nobody is before or after itself.
    const auto each_other = [&by_name](std::size_t self, const std::vector<std::string>& names, auto use) {
        for (const std::string& name : names) {
            const auto found = by_name.find(name);
            if (found == by_name.end()) {
                continue;
            }
            for (const std::size_t other : found->second) {
                if (other != self) {
                    use(other);
                }
            }
        }
    };
    for (std::size_t i = 0; i < handlers.size(); ++i) {
        if (handlers[i].standing == nullptr) {
            continue;
        }
        each_other(i, handlers[i].standing->after, [&](std::size_t other) {
            graph.before[i].push_back(other);
            graph.asked_after[other].push_back(i);
        });
        each_other(i, handlers[i].standing->before, [&](std::size_t other) {
            graph.before[other].push_back(i);
            graph.asked_before[other].push_back(i);
        });
    }
    return graph;
}

/// Those that have asked for the group, and those that join it.
std::vector<bool> members_of(Standing::Group group, const std::vector<OrderedHandler>& handlers,
                             const std::vector<Places>& joining) {
    std::vector<bool> is_member(handlers.size());
    Places to_do;
    for (std::size_t i = 0; i < handlers.size(); ++i) {
        if (handlers[i].standing != nullptr && handlers[i].standing->group == group) {
            is_member[i] = true;
            to_do.push_back(i);
        }
    }
    while (!to_do.empty()) {
        const std::size_t member = to_do.back();
        to_do.pop_back();
        for (const std::size_t joins : joining[member]) {
            if (!is_member[joins]) {
                is_member[joins] = true;
                to_do.push_back(joins);
            }
        }
    }
    return is_member;
}

std::vector<Standing::Group> groups_of(const std::vector<OrderedHandler>& handlers, const Graph& graph) {
    using Group = Standing::Group;
    const std::vector<bool> last = members_of(Group::last, handlers, graph.asked_after);
    const std::vector<bool> first = members_of(Group::first, handlers, graph.asked_before);
    std::vector<Group> groups(handlers.size(), Group::middle);
    for (std::size_t i = 0; i < handlers.size(); ++i) {
        const Group asked = handlers[i].standing != nullptr ? handlers[i].standing->group : Group::middle;
        // What joins a group by a name leaves the one that it has asked for.
        groups[i] = last[i] && asked != Group::last     ? Group::last
                    : first[i] && asked != Group::first ? Group::first
                                                        : asked;
    }
    return groups;
}

/// The order in which the walk comes to the handlers.
Places order_of_walk(const std::vector<OrderedHandler>& handlers, const Graph& graph) {
    const std::vector<Standing::Group> groups = groups_of(handlers, graph);
    Places walk(handlers.size());
    std::iota(walk.begin(), walk.end(), std::size_t{0});
    std::sort(walk.begin(), walk.end(), [&](std::size_t one, std::size_t other) {
        if (groups[one] != groups[other]) {
            return groups[one] < groups[other];
        }
        // Handlers of the middle come as they were given. All others have a standing.
        return groups[one] == Standing::Group::middle
                   ? one < other
                   : handlers[one].standing->place < handlers[other].standing->place;
    });
    return walk;
}

std::vector<bool> bound_of(const Graph& graph) {
    std::vector<bool> is_bound(graph.before.size());
    for (std::size_t i = 0; i < graph.before.size(); ++i) {
        for (const std::size_t other : graph.before[i]) {
            is_bound[i] = true;
            is_bound[other] = true;
        }
    }
    return is_bound;
}

/// A handler on the way, and how many of those that have to precede it were looked at.
struct Step {
    std::size_t handler;
    std::size_t looked_at = 0;
};

}  // namespace

bool CallOrder::is_as_given() const noexcept {
    return std::is_sorted(places.begin(), places.end());
}

CallOrder call_order(const std::vector<OrderedHandler>& handlers) {
    Graph graph = make_graph(handlers);
    const Places walk = order_of_walk(handlers, graph);
    Places rank(handlers.size());
    for (std::size_t i = 0; i < walk.size(); ++i) {
        rank[walk[i]] = i;
    }
    for (Places& before : graph.before) {
        std::sort(before.begin(), before.end(),
                  [&rank](std::size_t one, std::size_t other) { return rank[one] < rank[other]; });
    }
    enum class Mark : std::uint8_t { none, on_the_way, placed };
    std::vector<Mark> marks(handlers.size(), Mark::none);
    CallOrder result{{}, {}, bound_of(graph)};
    result.places.reserve(handlers.size());
    std::vector<Step> way;
    for (const std::size_t begin : walk) {
        if (marks[begin] == Mark::none) {
            way.push_back({begin});
            marks[begin] = Mark::on_the_way;
        }
        while (!way.empty()) {
            Step& step = way.back();
            const Places& before = graph.before[step.handler];
            if (step.looked_at == before.size()) {
                marks[step.handler] = Mark::placed;
                result.places.push_back(step.handler);
                way.pop_back();
                continue;
            }
            const std::size_t next = before[step.looked_at++];
            if (marks[next] == Mark::none) {
                marks[next] = Mark::on_the_way;
                way.push_back({next});
            } else if (marks[next] == Mark::on_the_way) {
                // The way goes from each handler to one that has to precede it.
                while (way.back().handler != next) {
                    result.circle.push_back(way.back().handler);
                    way.pop_back();
                }
                result.circle.insert(result.circle.begin(), next);
                return result;
            }
        }
    }
    return result;
}

}  // namespace weft::detail
