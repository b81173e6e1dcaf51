// SPDX-License-Identifier: MIT
// Lists the types that are arrays to NumPy, with where their numbers lie.
#include "python/array_types.hpp"

#include <pybind11/numpy.h>

#include <span>
#include <type_traits>

#ifdef WEFT_PYTHON_EIGEN
#include <Eigen/Core>
#endif

namespace weft::python::detail {

namespace {

template <class Element>
constexpr int number_of = pybind11::detail::npy_format_descriptor<Element>::value;

template <class Element>
ArrayMemory memory_of_vector(void* value) {
    auto& vector = *static_cast<std::vector<Element>*>(value);
    return {vector.data(), number_of<Element>, 1, {vector.size(), 0}, {sizeof(Element), 0}};
}

template <class Element>
ArrayMemory memory_of_span(void* value) {
    using Number = std::remove_const_t<Element>;
    const auto span = *static_cast<std::span<Element>*>(value);
    return {const_cast<Number*>(span.data()),  // NumPy knows no const: its flag says so.
            number_of<Number>,
            1,
            {span.size(), 0},
            {sizeof(Number), 0},
            std::is_const_v<Element> ? Access::read_only : Access::writable};
}

template <class... Elements>
void add_vectors(std::vector<ArrayType>& all) {
    (all.push_back({&typeid(std::vector<Elements>), &memory_of_vector<Elements>}), ...);
    (all.push_back({&typeid(std::span<Elements>), &memory_of_span<Elements>}), ...);
    (all.push_back({&typeid(std::span<const Elements>), &memory_of_span<const Elements>}), ...);
}

#ifdef WEFT_PYTHON_EIGEN
template <class Matrix>
ArrayMemory memory_of_matrix(void* value) {
    using Element = typename Matrix::Scalar;
    auto& matrix = *static_cast<Matrix*>(value);
    const auto rows = static_cast<std::size_t>(matrix.rows());
    const auto columns = static_cast<std::size_t>(matrix.cols());
    if constexpr (Matrix::IsVectorAtCompileTime) {
        return {matrix.data(), number_of<Element>, 1, {rows * columns, 0}, {sizeof(Element), 0}};
    } else {
        constexpr bool by_row = Matrix::IsRowMajor;
        return {matrix.data(),
                number_of<Element>,
                2,
                {rows, columns},
                {sizeof(Element) * (by_row ? columns : 1), sizeof(Element) * (by_row ? 1 : rows)}};
    }
}

template <class... Matrices>
void add_matrices(std::vector<ArrayType>& all) {
    (all.push_back({&typeid(Matrices), &memory_of_matrix<Matrices>}), ...);
}

template <class... Elements>
void add_matrices_of(std::vector<ArrayType>& all) {
    using Eigen::Dynamic;
    (add_matrices<Eigen::Matrix<Elements, Dynamic, Dynamic>,
                  Eigen::Matrix<Elements, Dynamic, Dynamic, Eigen::RowMajor>,
                  Eigen::Matrix<Elements, Dynamic, 1>, Eigen::Matrix<Elements, 1, Dynamic>,
                  Eigen::Array<Elements, Dynamic, Dynamic>, Eigen::Array<Elements, Dynamic, 1>>(all),
     ...);
    (add_matrices<Eigen::Matrix<Elements, 2, 1>, Eigen::Matrix<Elements, 3, 1>, Eigen::Matrix<Elements, 4, 1>,
                  Eigen::Matrix<Elements, 2, 2>, Eigen::Matrix<Elements, 3, 3>,
                  Eigen::Matrix<Elements, 4, 4>>(all),
     ...);
}
#endif

std::vector<ArrayType> list() {
    std::vector<ArrayType> all;
    add_vectors<double, float, signed char, unsigned char, short, unsigned short, int, unsigned, long,
                unsigned long, long long, unsigned long long>(all);
#ifdef WEFT_PYTHON_EIGEN
    add_matrices_of<double, float, int>(all);
#endif
    return all;
}

}  // namespace

const std::vector<ArrayType>& all_array_types() {
    static const auto* const all = new std::vector<ArrayType>(list());
    return *all;
}

}  // namespace weft::python::detail
