// SPDX-License-Identifier: MIT
// Reads headers, exports and imports of a DLL, and compares each place with the file's size first.
#include "plugin/windows/portable_executable.hpp"

#include "plugin/refusals.hpp"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

namespace weft::detail {

namespace {

template <class Entry>
Entry entry_of(std::string_view bytes) {
    Entry entry{};
    std::memcpy(&entry, bytes.data(), sizeof entry);
    return entry;
}

/// The machine of the program that runs this.
WORD own_machine() {
    const auto* const own = reinterpret_cast<const char*>(::GetModuleHandleW(nullptr));
    const auto header = entry_of<IMAGE_DOS_HEADER>({own, sizeof(IMAGE_DOS_HEADER)});
    return entry_of<IMAGE_NT_HEADERS>({own + header.e_lfanew, sizeof(IMAGE_NT_HEADERS)}).FileHeader.Machine;
}

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        refuse_unreachable(path, std::generic_category().message(errno));
    }
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

PortableExecutable::PortableExecutable(const std::filesystem::path& path)
    : path_(path), bytes_(content_of(path)) {
    if (bytes_.size() < sizeof(IMAGE_DOS_HEADER)) {
        refuse_no_library(path_, "file too short");
    }
    const auto begin = entry_of<IMAGE_DOS_HEADER>(bytes_);
    if (begin.e_magic != IMAGE_DOS_SIGNATURE || begin.e_lfanew < 0) {
        refuse_no_library(path_, "invalid PE header");
    }
    const auto at = static_cast<std::uint64_t>(begin.e_lfanew);
    headers_ = entry_of<IMAGE_NT_HEADERS>(at_offset(at, sizeof headers_));
    if (headers_.Signature != IMAGE_NT_SIGNATURE) {
        refuse_no_library(path_, "invalid PE header");
    }
    if (headers_.FileHeader.Machine != own_machine() ||
        headers_.OptionalHeader.Magic != IMAGE_NT_OPTIONAL_HDR_MAGIC) {
        refuse_machine(path_);
    }
    if ((headers_.FileHeader.Characteristics & IMAGE_FILE_DLL) == 0) {
        refuse_no_library(path_, "a program or an object file");
    }
    const std::uint64_t table =
        at + offsetof(IMAGE_NT_HEADERS, OptionalHeader) + headers_.FileHeader.SizeOfOptionalHeader;
    for (std::uint64_t place = 0; place < headers_.FileHeader.NumberOfSections; ++place) {
        sections_.push_back(entry_of<IMAGE_SECTION_HEADER>(
            at_offset(table + place * sizeof(IMAGE_SECTION_HEADER), sizeof(IMAGE_SECTION_HEADER))));
        (void)at_offset(sections_.back().PointerToRawData, sections_.back().SizeOfRawData);
    }
}

void PortableExecutable::refuse_short() const {
    refuse_truncated(path_, bytes_.size());
}

std::string_view PortableExecutable::at_offset(std::uint64_t offset, std::uint64_t size) const {
    if (offset > bytes_.size() || size > bytes_.size() - offset) {
        refuse_short();
    }
    return std::string_view(bytes_).substr(offset, size);
}

const IMAGE_SECTION_HEADER* PortableExecutable::section_of(std::uint64_t address) const {
    const auto section =
        std::find_if(sections_.begin(), sections_.end(), [address](const IMAGE_SECTION_HEADER& one) {
            return address >= one.VirtualAddress && address - one.VirtualAddress < one.SizeOfRawData;
        });
    return section != sections_.end() ? &*section : nullptr;
}

std::string_view PortableExecutable::at_address(std::uint64_t address, std::uint64_t size) const {
    const IMAGE_SECTION_HEADER* const section = section_of(address);
    if (section == nullptr) {
        refuse_short();
    }
    return at_offset(address - section->VirtualAddress + section->PointerToRawData, size);
}

std::string_view PortableExecutable::text_at(std::uint64_t address) const {
    const std::string_view first = at_address(address, 1);
    const std::string_view rest =
        std::string_view(bytes_).substr(static_cast<std::size_t>(first.data() - bytes_.data()));
    return rest.substr(0, rest.find('\0'));
}

template <class Entry>
Entry PortableExecutable::entry_at(std::uint64_t address) const {
    return entry_of<Entry>(at_address(address, sizeof(Entry)));
}

std::optional<std::string_view> PortableExecutable::exported(std::string_view name, std::size_t size) const {
    const std::uint64_t table =
        headers_.OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_EXPORT].VirtualAddress;
    if (table == 0) {
        return std::string_view();
    }
    const auto exports = entry_at<IMAGE_EXPORT_DIRECTORY>(table);
    for (std::uint64_t place = 0; place < exports.NumberOfNames; ++place) {
        if (text_at(entry_at<DWORD>(exports.AddressOfNames + place * sizeof(DWORD))) != name) {
            continue;
        }
        const std::uint64_t number = entry_at<WORD>(exports.AddressOfNameOrdinals + place * sizeof(WORD));
        const std::uint64_t address = entry_at<DWORD>(exports.AddressOfFunctions + number * sizeof(DWORD));
        const IMAGE_SECTION_HEADER* const section = section_of(address);
        if (section == nullptr || (section->Characteristics & IMAGE_SCN_MEM_EXECUTE) != 0 ||
            size > section->SizeOfRawData - (address - section->VirtualAddress)) {
            return std::nullopt;
        }
        return at_address(address, size);
    }
    return std::string_view();
}

std::vector<std::string> PortableExecutable::needed() const {
    std::vector<std::string> names;
    std::uint64_t table = headers_.OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT].VirtualAddress;
    if (table == 0) {
        return names;
    }
    for (auto one = entry_at<IMAGE_IMPORT_DESCRIPTOR>(table); one.Name != 0;
         one = entry_at<IMAGE_IMPORT_DESCRIPTOR>(table)) {
        names.emplace_back(text_at(one.Name));
        table += sizeof one;
    }
    return names;
}

}  // namespace weft::detail
