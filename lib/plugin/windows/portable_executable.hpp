// SPDX-License-Identifier: MIT
// A DLL's file, without loading it: the format is that of "PE Format" of the Windows documentation.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <windows.h>

namespace weft::detail {

/// Read as a whole. All functions throw `PluginError` for a file that is not whole or no DLL for this machine.
class PortableExecutable {
public:
    explicit PortableExecutable(const std::filesystem::path& path);

    /// The bytes from the address of an exported name on, of that size; empty if the name is not exported, `nullopt` where so many
    /// bytes of data are not there.
    [[nodiscard]] std::optional<std::string_view> exported(std::string_view name, std::size_t size) const;

    /// The names of the DLLs that it needs.
    [[nodiscard]] std::vector<std::string> needed() const;

private:
    [[noreturn]] void refuse_short() const;
    /// The bytes from the offset in the file on. Refuses a file that ends before.
    [[nodiscard]] std::string_view at_offset(std::uint64_t offset, std::uint64_t size) const;
    /// The section with that address of the loaded library; null if there is none.
    [[nodiscard]] const IMAGE_SECTION_HEADER* section_of(std::uint64_t address) const;
    [[nodiscard]] std::string_view at_address(std::uint64_t address, std::uint64_t size) const;
    /// Up to the null character.
    [[nodiscard]] std::string_view text_at(std::uint64_t address) const;
    template <class Entry>
    [[nodiscard]] Entry entry_at(std::uint64_t address) const;

    std::filesystem::path path_;
    std::string bytes_;
    IMAGE_NT_HEADERS headers_{};
    std::vector<IMAGE_SECTION_HEADER> sections_;
};

}  // namespace weft::detail
