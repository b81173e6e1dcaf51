// SPDX-License-Identifier: MIT
// The forms in which a callback is handed over: who owns it, who keeps it alive, when it is released.
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(callback_tests)

namespace {

struct Tally {
    std::shared_ptr<int> sum;

    void on_step(int amount) { *sum += amount; }
    void on_stop() const {}
};
HOOKS(Tally, (on_step, amount), (on_stop))

struct MoveOnly {
    std::unique_ptr<int> own;
    std::shared_ptr<int> sum;

    void on_step(int amount) { *sum += amount * *own; }
};
HOOKS(MoveOnly, (on_step, amount))

class Base {
public:
    Base() = default;
    Base(const Base&) = delete;
    Base& operator=(const Base&) = delete;
    virtual ~Base() = default;
    virtual void on_step(int amount) = 0;
};
HOOKS(Base, (on_step, amount))

class Derived final : public Base {
public:
    explicit Derived(std::shared_ptr<int> sum) : sum_{std::move(sum)} {}
    void on_step(int amount) override { *sum_ += amount; }

private:
    std::shared_ptr<int> sum_;
};

struct Stateful {
    int steps = 0;
    int* seen = nullptr;

    void on_step() { *seen = ++steps; }
};
HOOKS(Stateful, (on_step))

/// Drops its own last owner in the middle of a method and goes on using itself.
struct Dropped {
    std::shared_ptr<Dropped>* owner;
    bool* destroyed;
    std::string note;

    Dropped(std::shared_ptr<Dropped>* its_owner, bool* flag, std::string text)
        : owner{its_owner}, destroyed{flag}, note{std::move(text)} {}
    Dropped(const Dropped&) = delete;
    Dropped& operator=(const Dropped&) = delete;
    ~Dropped() { *destroyed = true; }

    void on_step() {
        owner->reset();
        BOOST_TEST(!*destroyed);
        note += " and after";
        BOOST_TEST(note == "long enough to live on the heap, before and after");
    }
};
HOOKS(Dropped, (on_step))

struct CountingDeleter {
    int* deleted;

    void operator()(Tally* tally) const {
        ++*deleted;
        delete tally;
    }
};

static_assert(std::is_copy_constructible_v<weft::Callback>);
static_assert(std::is_copy_assignable_v<weft::Callback>);
static_assert(std::is_convertible_v<Tally, weft::Callback>);
static_assert(std::is_convertible_v<MoveOnly, weft::Callback>);
static_assert(std::is_convertible_v<std::unique_ptr<Tally>, weft::Callback>);
static_assert(std::is_convertible_v<std::shared_ptr<Tally>, weft::Callback>);
static_assert(std::is_convertible_v<const std::shared_ptr<Tally>&, weft::Callback>);
static_assert(std::is_convertible_v<std::weak_ptr<Tally>, weft::Callback>);
static_assert(std::is_convertible_v<std::reference_wrapper<Tally>, weft::Callback>);

/// Hands over what `make` returns in each of the ways there are; each must hear one step of 1.
template <typename Make>
void each_way_in_works(Make make) {
    {
        const weft::Fabric fabric{make()};
        BOOST_TEST(fabric.call("on_step", "amount"_a = 1) == 1U);
    }
    {
        weft::Fabric fabric;
        weft::Connection connection = fabric.add(make());
        BOOST_TEST(connection.connected());
        BOOST_TEST(fabric.call("on_step", "amount"_a = 1) == 1U);
    }
    {
        weft::Fabric fabric;
        weft::Callback callback = make();
        fabric.add(std::move(callback));
        BOOST_TEST(fabric.call("on_step", "amount"_a = 1) == 1U);
    }
    {
        std::vector<weft::Callback> list;
        list.push_back(make());
        const weft::Fabric fabric{std::move(list)};
        BOOST_TEST(fabric.call("on_step", "amount"_a = 1) == 1U);
    }
}

/// What `make` returns must be refused in each of the ways there are.
template <typename Make>
void each_way_in_refuses(Make make) {
    BOOST_CHECK_THROW(static_cast<void>(weft::Fabric{make()}), weft::Error);
    weft::Fabric fabric;
    BOOST_CHECK_THROW(fabric.add(make()), weft::Error);
    const auto through_callback = [&] {
        weft::Callback callback = make();
        fabric.add(std::move(callback));
    };
    BOOST_CHECK_THROW(through_callback(), weft::Error);
    BOOST_TEST(fabric.call("on_step", "amount"_a = 1) == 0U);
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_rvalue_is_owned) {
    const auto sum = std::make_shared<int>(0);
    each_way_in_works([&sum] { return Tally{sum}; });
    BOOST_TEST(*sum == 4);
    BOOST_TEST(sum.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(an_rvalue_that_cannot_be_copied_is_owned) {
    const auto sum = std::make_shared<int>(0);
    each_way_in_works([&sum] { return MoveOnly{std::make_unique<int>(2), sum}; });
    BOOST_TEST(*sum == 8);
    BOOST_TEST(sum.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_unique_ptr_is_owned) {
    const auto sum = std::make_shared<int>(0);
    each_way_in_works([&sum] { return std::make_unique<Tally>(Tally{sum}); });
    BOOST_TEST(*sum == 4);
    BOOST_TEST(sum.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_unique_ptr_to_a_base_class_is_owned) {
    const auto sum = std::make_shared<int>(0);
    each_way_in_works([&sum]() -> std::unique_ptr<Base> { return std::make_unique<Derived>(sum); });
    BOOST_TEST(*sum == 4);
    BOOST_TEST(sum.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_unique_ptr_keeps_its_deleter) {
    const auto sum = std::make_shared<int>(0);
    int deleted = 0;
    each_way_in_works([&] {
        return std::unique_ptr<Tally, CountingDeleter>{new Tally{sum}, CountingDeleter{&deleted}};
    });
    BOOST_TEST(deleted == 4);
    BOOST_TEST(sum.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_shared_ptr_is_shared) {
    const auto sum = std::make_shared<int>(0);
    const auto shared = std::make_shared<Tally>(Tally{sum});
    each_way_in_works([&shared] { return shared; });
    BOOST_TEST(*sum == 4);
    BOOST_TEST(shared.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_fabric_keeps_a_shared_callback_alive) {
    const auto sum = std::make_shared<int>(0);
    auto shared = std::make_shared<Tally>(Tally{sum});
    const std::weak_ptr<Tally> watch = shared;
    {
        const weft::Fabric fabric{shared};
        shared.reset();
        BOOST_TEST(!watch.expired());
        BOOST_TEST(fabric.call("on_step", "amount"_a = 5) == 1U);
    }
    BOOST_TEST(watch.expired());
    BOOST_TEST(*sum == 5);
}

BOOST_AUTO_TEST_CASE(a_weak_ptr_is_tracked) {
    const auto sum = std::make_shared<int>(0);
    const auto shared = std::make_shared<Tally>(Tally{sum});
    const std::weak_ptr<Tally> weak = shared;
    each_way_in_works([&weak] { return weak; });
    BOOST_TEST(*sum == 4);
    BOOST_TEST(shared.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_reference_is_borrowed) {
    int seen = 0;
    Stateful stateful;
    stateful.seen = &seen;
    weft::Fabric fabric{std::ref(stateful)};
    fabric.call("on_step");
    stateful.steps = 10;
    fabric.call("on_step");
    BOOST_TEST(seen == 11);
    BOOST_TEST(stateful.steps == 11);

    const auto sum = std::make_shared<int>(0);
    Tally tally{sum};
    each_way_in_works([&tally] { return std::ref(tally); });
    BOOST_TEST(*sum == 4);
    BOOST_TEST(sum.use_count() == 2);  // the tally and this
}

BOOST_AUTO_TEST_CASE(a_reference_to_a_base_class_calls_the_derived_one) {
    const auto sum = std::make_shared<int>(0);
    Derived derived{sum};
    Base& base = derived;
    each_way_in_works([&base] { return std::ref(base); });
    BOOST_TEST(*sum == 4);
}

BOOST_AUTO_TEST_CASE(all_forms_mix_in_one_constructor) {
    const auto sum = std::make_shared<int>(0);
    Tally borrowed{sum};
    const auto shared = std::make_shared<Tally>(Tally{sum});
    const auto tracked = std::make_shared<Tally>(Tally{sum});
    const weft::Fabric fabric{
        Tally{sum},         std::make_unique<Tally>(Tally{sum}), shared, std::weak_ptr<Tally>{tracked},
        std::ref(borrowed), weft::Callback{Tally{sum}}};
    BOOST_TEST(fabric.call("on_stop") == 6U);
}

BOOST_AUTO_TEST_CASE(an_rvalue_is_moved_and_not_used_again) {
    const auto sum = std::make_shared<int>(0);
    Tally tally{sum};
    const weft::Fabric fabric{std::move(tally)};
    tally = Tally{nullptr};
    fabric.call("on_step", "amount"_a = 3);
    BOOST_TEST(*sum == 3);
}

BOOST_AUTO_TEST_CASE(copies_of_a_callback_share_the_object) {
    int seen = 0;
    Stateful stateful;
    stateful.seen = &seen;
    const weft::Callback original{std::move(stateful)};
    const weft::Callback copy = original;
    weft::Callback assigned = Tally{nullptr};
    assigned = copy;
    weft::Fabric first;
    weft::Fabric second;
    first.add(original);
    first.add(copy);
    second.add(assigned);
    first.call("on_step");
    BOOST_TEST(seen == 2);
    second.call("on_step");
    BOOST_TEST(seen == 3);
}

BOOST_AUTO_TEST_CASE(the_object_lives_as_long_as_the_last_copy_or_fabric) {
    const auto sum = std::make_shared<int>(0);
    auto original = std::make_unique<weft::Callback>(Tally{sum});
    auto copy = std::make_unique<weft::Callback>(*original);
    auto fabric = std::make_unique<weft::Fabric>(std::vector<weft::Callback>{*copy});
    original.reset();
    BOOST_TEST(sum.use_count() == 2);
    copy.reset();
    BOOST_TEST(sum.use_count() == 2);
    BOOST_TEST(fabric->call("on_step", "amount"_a = 1) == 1U);
    fabric.reset();
    BOOST_TEST(sum.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_list_built_at_run_time_mixes_types_and_forms) {
    const auto sum = std::make_shared<int>(0);
    Tally borrowed{sum};
    std::vector<weft::Callback> list{Tally{sum}, std::ref(borrowed)};
    list.push_back(std::unique_ptr<Base>{std::make_unique<Derived>(sum)});
    list.emplace_back(std::make_shared<Tally>(Tally{sum}));
    list.push_back(list.front());
    list.insert(list.begin(), MoveOnly{std::make_unique<int>(10), sum});
    const weft::Fabric fabric{std::move(list)};
    BOOST_TEST(fabric.call("on_step", "amount"_a = 1) == 6U);
    BOOST_TEST(*sum == 15);
}

BOOST_AUTO_TEST_CASE(null_pointers_are_refused) {
    each_way_in_refuses([] { return std::unique_ptr<Tally>{}; });
    each_way_in_refuses([] { return std::shared_ptr<Tally>{}; });
    each_way_in_refuses([] { return std::unique_ptr<Base>{}; });
}

BOOST_AUTO_TEST_CASE(expired_pointers_are_refused) {
    each_way_in_refuses([] { return std::weak_ptr<Tally>{}; });
    each_way_in_refuses([] { return std::weak_ptr<Tally>{std::make_shared<Tally>(Tally{nullptr})}; });
}

BOOST_AUTO_TEST_CASE(a_pointer_that_expires_before_registration_is_refused) {
    auto owner = std::make_shared<Tally>(Tally{nullptr});
    const weft::Callback callback = std::weak_ptr<Tally>{owner};
    owner.reset();
    weft::Fabric fabric;
    BOOST_CHECK_THROW(fabric.add(callback), weft::Error);
    BOOST_CHECK_THROW(static_cast<void>(weft::Fabric{callback}), weft::Error);
}

BOOST_AUTO_TEST_CASE(a_constructor_that_refuses_releases_the_others) {
    const auto sum = std::make_shared<int>(0);
    const auto build = [&sum] {
        const weft::Fabric fabric{Tally{sum}, std::shared_ptr<Tally>{}, Tally{sum}};
    };
    BOOST_CHECK_THROW(build(), weft::Error);
    BOOST_TEST(sum.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(an_expired_callback_no_longer_runs_and_reads_disconnected) {
    const auto sum = std::make_shared<int>(0);
    auto owner = std::make_shared<Tally>(Tally{sum});
    weft::Fabric fabric;
    weft::Connection connection = fabric.add(std::weak_ptr<Tally>{owner});
    BOOST_TEST(fabric.call("on_step", "amount"_a = 1) == 1U);
    owner.reset();
    BOOST_TEST(sum.use_count() == 1);     // nothing of weft's kept it
    BOOST_TEST(!connection.connected());  // without a call in between
    BOOST_TEST(fabric.call("on_step", "amount"_a = 1) == 0U);
    BOOST_TEST(fabric.call("on_stop") == 0U);
    connection.disconnect();
    BOOST_TEST(*sum == 1);
}

BOOST_AUTO_TEST_CASE(an_expired_callback_does_not_mind_a_call_it_could_not_serve) {
    auto owner = std::make_shared<Tally>(Tally{std::make_shared<int>(0)});
    const weft::Fabric fabric{std::weak_ptr<Tally>{owner}};
    BOOST_CHECK_THROW(fabric.call("on_step"), weft::ArgumentError);
    owner.reset();
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_CASE(a_copy_of_a_tracking_callback_keeps_nothing_alive) {
    const auto sum = std::make_shared<int>(0);
    auto owner = std::make_shared<Tally>(Tally{sum});
    const weft::Callback callback = std::weak_ptr<Tally>{owner};
    const weft::Callback copy = callback;
    const weft::Fabric fabric{std::vector<weft::Callback>{callback, copy}};
    BOOST_TEST(fabric.call("on_step", "amount"_a = 1) == 2U);
    owner.reset();
    BOOST_TEST(sum.use_count() == 1);
    BOOST_TEST(fabric.call("on_step", "amount"_a = 1) == 0U);
}

BOOST_AUTO_TEST_CASE(a_callback_that_expires_before_its_turn_does_not_run) {
    const auto sum = std::make_shared<int>(0);
    auto owner = std::make_shared<Tally>(Tally{sum});
    weft::Fabric fabric;
    fabric.connect("on_step", [&owner] { owner.reset(); });
    fabric.add(std::weak_ptr<Tally>{owner});
    BOOST_TEST(fabric.call("on_step", "amount"_a = 1) == 1U);
    BOOST_TEST(*sum == 0);
    BOOST_TEST(sum.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_tracked_callback_is_kept_alive_while_its_method_runs) {
    bool destroyed = false;
    std::shared_ptr<Dropped> owner;
    owner = std::make_shared<Dropped>(&owner, &destroyed, "long enough to live on the heap, before");
    weft::Fabric fabric;
    const weft::Connection connection = fabric.add(std::weak_ptr<Dropped>{owner});
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(destroyed);  // and no longer than that
    BOOST_TEST(!connection.connected());
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
