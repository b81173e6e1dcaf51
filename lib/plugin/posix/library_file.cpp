// SPDX-License-Identifier: MIT
// Reads a plug-in's ELF file: refuses one that is damaged, for another machine or no plug-in, and returns its identity.
#include "plugin/library_file.hpp"

#include "plugin/refusals.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace weft::detail {

namespace {

using Path = std::filesystem::path;
using Header = ElfW(Ehdr);
using Segment = ElfW(Phdr);
using Section = ElfW(Shdr);
using Symbol = ElfW(Sym);

/// The ELF header of the library or program that contains this code. A plug-in must be for the same machine.
const Header& own_header() {
    Dl_info info{};
    ::dladdr(reinterpret_cast<const void*>(&identity_in), &info);
    return *static_cast<const Header*>(info.dli_fbase);
}

/// A file that is open for reading. Each read is compared with the file's size first; all functions throw `PluginError`.
class LibraryFile {
public:
    explicit LibraryFile(const Path& path)
        // O_NONBLOCK: if a pipe has taken the file's place meanwhile, opening it does not wait for a writer.
        : path_(path), descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
        struct stat status {};
        if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0) {
            const int reason = errno;
            close();
            refuse_unreachable(path, std::strerror(reason));
        }
        size_ = static_cast<std::uint64_t>(status.st_size);
    }
    LibraryFile(const LibraryFile&) = delete;
    LibraryFile& operator=(const LibraryFile&) = delete;
    ~LibraryFile() { close(); }

    /// Checks that all segments are in the file, finds the exported symbol, and reads the identity at its address.
    PluginIdentity identity() const {
        const Header header = checked_header();
        const auto segments = table<Segment>(header.e_phoff, header.e_phnum);
        for (const Segment& segment : segments) {
            expect(segment.p_offset, segment.p_filesz);
        }
        const Symbol symbol = exported(table<Section>(header.e_shoff, header.e_shnum));
        // A function may have this name, too. In every version of weft the object begins with its identity, so that a smaller
        // one is none of weft's.
        if (ELF64_ST_TYPE(symbol.st_info) != STT_OBJECT || symbol.st_size < sizeof(PluginIdentity)) {
            refuse_no_identity(path_);
        }
        for (const Segment& segment : segments) {
            if (segment.p_type == PT_LOAD && symbol.st_value >= segment.p_vaddr &&
                symbol.st_value - segment.p_vaddr + sizeof(PluginIdentity) <= segment.p_filesz) {
                return table<PluginIdentity>(symbol.st_value - segment.p_vaddr + segment.p_offset, 1).front();
            }
        }
        refuse_no_identity(path_);
    }

private:
    void close() const {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }

    /// Refuses the file if it ends before that many bytes from the offset on.
    void expect(std::uint64_t offset, std::uint64_t bytes) const {
        if (offset > size_ || bytes > size_ - offset) {
            refuse_truncated(path_, size_);
        }
    }

    /// Reads that many entries from the offset on.
    template <class Entry>
    std::vector<Entry> table(std::uint64_t offset, std::size_t count) const {
        expect(offset, std::uint64_t{count} * sizeof(Entry));
        std::vector<Entry> entries(count);
        const auto bytes = static_cast<ssize_t>(count * sizeof(Entry));
        if (::pread(descriptor_, entries.data(), static_cast<std::size_t>(bytes),
                    static_cast<off_t>(offset)) != bytes) {
            refuse_truncated(path_, size_);
        }
        return entries;
    }

    /// Refuses what is not a shared library for this machine.
    Header checked_header() const {
        if (size_ < sizeof(Header)) {
            refuse_no_library(path_, "file too short");
        }
        const Header header = table<Header>(0, 1).front();
        if (std::string_view(reinterpret_cast<const char*>(header.e_ident), SELFMAG) != ELFMAG) {
            refuse_no_library(path_, "invalid ELF header");
        }
        const Header& own = own_header();
        if (header.e_ident[EI_CLASS] != own.e_ident[EI_CLASS] ||
            header.e_ident[EI_DATA] != own.e_ident[EI_DATA] || header.e_machine != own.e_machine) {
            refuse_machine(path_);
        }
        if (header.e_type != ET_DYN) {
            refuse_no_library(path_, "a program or an object file");
        }
        if (header.e_phentsize != sizeof(Segment) || header.e_shentsize != sizeof(Section) ||
            header.e_shnum == 0) {
            refuse_no_library(path_, "its tables of segments and sections are missing");
        }
        return header;
    }

    /// The symbol by which a plug-in exports its callbacks, from the table of dynamic symbols.
    Symbol exported(const std::vector<Section>& sections) const {
        for (const Section& section : sections) {
            if (section.sh_type != SHT_DYNSYM || section.sh_link >= sections.size()) {
                continue;
            }
            const Section& names_at = sections[section.sh_link];
            // Terminates the last name, in case the file does not.
            auto names = table<char>(names_at.sh_offset, names_at.sh_size);
            names.push_back('\0');
            for (const Symbol& symbol : table<Symbol>(section.sh_offset, section.sh_size / sizeof(Symbol))) {
                if (symbol.st_shndx != SHN_UNDEF && symbol.st_name < names.size() &&
                    std::string_view(&names[symbol.st_name]) == exported_name) {
                    return symbol;
                }
            }
        }
        refuse_no_plugin(path_);
    }

    const Path& path_;
    int descriptor_;
    std::uint64_t size_ = 0;
};

}  // namespace

PluginIdentity identity_in(const Path& path) {
    return LibraryFile(path).identity();
}

}  // namespace weft::detail
