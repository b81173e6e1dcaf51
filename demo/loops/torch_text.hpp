// SPDX-License-Identifier: MIT
// What torch::save writes, as a text: the state of a checkpoint holds it beside that of callbacks. To be copied.
#pragma once

#include <sstream>
#include <string>

#include <torch/torch.h>

/// Glue: of a module, an optimizer or a tensor.
template <class Part>
std::string to_text(const Part& part) {
    std::ostringstream stream;
    torch::save(part, stream);
    return stream.str();
}

/// Glue: gives a part of the same kind what the text holds. Throws `c10::Error` for a text of another one.
template <class Part>
void from_text(const std::string& text, Part& part) {
    std::istringstream stream{text};
    torch::load(part, stream);
}
