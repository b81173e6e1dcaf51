// SPDX-License-Identifier: MIT
// Names that nobody expects, for hooks and arguments.
#pragma once

#include <string>
#include <vector>

struct OddName {
    std::string name;
    std::string shown;  ///< In a line of weft's.
};

inline std::vector<OddName> odd_names() {
    const std::string kib64(65536, 'n');
    return {
        {kib64, kib64},
        {"größe", "größe"},
        {"損失", "損失"},
        {"{} {0} {loss:>99999} {", "{} {0} {loss:>99999} {"},
        {"%s%n%99999d", "%s%n%99999d"},
        {std::string("nul\0inside", 10), "nul\\x00inside"},
        {std::string("\0", 1), "\\x00"},
        {"two\nlines", "two\\nlines"},
        {"tab\tand return\r", "tab\\tand return\\r"},
        {"\x1b[2J\x7f\x08", "\\x1b[2J\\x7f\\x08"},
        {" ", " "},
        {"a,b;\"c\"", "a,b;\"c\""},
        {"</script><b>&amp;", "</script><b>&amp;"},
        {"back\\slash/../x", "back\\slash/../x"},
        {"'; --", "'; --"},
        {"\xff\xfe no utf-8 \xc3", "\xff\xfe no utf-8 \xc3"},
    };
}
