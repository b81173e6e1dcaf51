// SPDX-License-Identifier: MIT
// Makes wishes of Python's words.
#include "python/order.hpp"

#include "python/refusals.hpp"
#include "python/spelling.hpp"

#include <utility>

namespace weft::python::detail {

namespace {

namespace py = pybind11;
using weft::detail::Wish;

constexpr const char* attribute = "weft_order";

class Maker {
public:
    explicit Maker(const std::string& who) : who_(who) {}

    void add(Wish::Kind kind, const char* word, const py::handle& name) {
        if (!py::isinstance<py::str>(name) || PyUnicode_GET_LENGTH(name.ptr()) == 0) {
            refuse_order_name(who_, word, spelled(name));
        }
        order.wishes.push_back({kind, order.texts.emplace_back(text_of(name.ptr()))});
    }
    /// A name, or any collection of names.
    void add_all(Wish::Kind kind, const char* word, const py::object& names) {
        if (names.is_none()) {
            return;
        }
        if (py::isinstance<py::str>(names) || !py::isinstance<py::iterable>(names)) {
            add(kind, word, names);
            return;
        }
        for (const py::handle name : names) {
            add(kind, word, name);
        }
    }

    Order order;

private:
    const std::string& who_;
};

bool truth_of(const py::handle& value) {
    const int truth = PyObject_IsTrue(value.ptr());
    if (truth < 0) {
        throw py::error_already_set();
    }
    return truth == 1;
}

OrderWanted wanted_by(const py::dict& words, const std::string& name) {
    OrderWanted wanted;
    for (const auto& [key, value] : words) {
        const std::string word = py::isinstance<py::str>(key) ? marked_text(key) : "";
        if (word == "named") {
            wanted.named = py::reinterpret_borrow<py::object>(value);
        } else if (word == "before") {
            wanted.before = py::reinterpret_borrow<py::object>(value);
        } else if (word == "after") {
            wanted.after = py::reinterpret_borrow<py::object>(value);
        } else if (word == "before_all") {
            wanted.before_all = truth_of(value);
        } else if (word == "after_all") {
            wanted.after_all = truth_of(value);
        } else {
            refuse_order_word(name, spelled(key));
        }
    }
    return wanted;
}

}  // namespace

Order order_of(const OrderWanted& wanted, const std::string& who) {
    using Kind = Wish::Kind;
    if (wanted.before_all && wanted.after_all) {
        refuse_both_ends("before_all", "after_all");
    }
    Maker maker(who);
    if (!wanted.named.is_none()) {
        maker.add(Kind::named, "named", wanted.named);
    }
    maker.add_all(Kind::before, "before", wanted.before);
    maker.add_all(Kind::after, "after", wanted.after);
    if (wanted.before_all || wanted.after_all) {
        maker.order.wishes.push_back({wanted.before_all ? Kind::before_all : Kind::after_all});
    }
    return std::move(maker.order);
}

Order order_of_class(const py::object& object, const std::string& name) {
    PyObject* const found = _PyType_Lookup(Py_TYPE(object.ptr()), py::str(attribute).ptr());
    if (found == nullptr) {
        return {};
    }
    if (PyDict_Check(found) == 0) {
        refuse_order(name, spelled(found));
    }
    return order_of(wanted_by(py::reinterpret_borrow<py::dict>(found), name), name);
}

}  // namespace weft::python::detail
