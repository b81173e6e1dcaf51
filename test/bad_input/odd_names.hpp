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
        {"c1 \u009b31m \u0085 \u0080\u009f", "c1 \\u009b31m \\u0085 \\u0080\\u009f"},
        {"c1 of eight bits \x9b"
         "31m \xc2 \xe2\x80",
         "c1 of eight bits \\x9b"
         "31m \xc2 \xe2\\x80"},
        {"overlong \xc0\x9b \xe0\x82\x9b", "overlong \xc0\\x9b \xe0\\x82\\x9b"},
        {"turned \u202eexe.\u202c \u2066\u2069 \u200e\u200f\u061c",
         "turned \\u202eexe.\\u202c \\u2066\\u2069 \\u200e\\u200f\\u061c"},
        {"lines\u2028and\u2029paragraphs", "lines\\u2028and\\u2029paragraphs"},
        {"next to them ¡\u200d\u2027\u202f\u2065\u206a ÿß損\U0001F600",
         "next to them ¡\u200d\u2027\u202f\u2065\u206a ÿß損\U0001F600"},
    };
}
