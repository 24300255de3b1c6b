#pragma once

#include "core/base/bytes.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/stream.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tanba::preview {

/// What a document is by its content; names and endings are not looked at.
enum class Kind : std::uint32_t {
    Text,   ///< lines
    Xml,    ///< lines: the tree, indented; a file that only looks like XML is Text
    Image,  ///< bitmap; PNG, JPEG, BMP, GIF (its first frame)
    Pdf,    ///< pages and the bitmap of one of them
    Office, ///< no picture: only the flags are known (OOXML, OpenDocument, the older binary formats)
};

enum class TextEncoding : std::uint32_t { Utf8, Utf16, Windows1251 };

/// What may make a document look different elsewhere, or do something when opened. Found without running any
/// of it.
enum class Flag : std::uint32_t {
    Macros,           ///< Office: program code
    Scripts,          ///< PDF: JavaScript
    Layers,           ///< PDF: parts that can be switched on and off
    ExternalLinks,    ///< PDF: addresses outside the document
    LaunchActions,    ///< PDF: starts programs, opens other files or sends data
    Forms,            ///< PDF: fields that can be filled in, also XFA
    Attachments,      ///< PDF: other files inside
    Animation,        ///< moving pictures, sound, video, 3D; only the first frame is shown
    HiddenCharacters, ///< text: control, bidirectional or invisible characters, shown as U+FFFD
    NotAllExamined,   ///< the search for the above could not look into every part
};
inline constexpr std::uint32_t kFlagCount = 10;

class Flags {
  public:
    Flags() = default;
    explicit Flags(std::uint32_t bits) : bits_(bits) {}
    void set(Flag flag) { bits_ |= 1U << static_cast<std::uint32_t>(flag); }
    bool has(Flag flag) const { return (bits_ & (1U << static_cast<std::uint32_t>(flag))) != 0; }
    bool any() const { return bits_ != 0; }
    std::uint32_t bits() const { return bits_; }

  private:
    std::uint32_t bits_ = 0;
};

/// Opaque pixels, four bytes each (blue, green, red, one without meaning), rows from the top without padding:
/// what QImage::Format_RGB32 is on the machines this runs on. What was transparent lies on white.
struct Bitmap {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    Bytes pixels; ///< width * height * 4, never none
};

enum class Extent : std::uint32_t { Whole, CutOff };

struct Preview {
    Kind kind = Kind::Text;
    Flags flags;
    TextEncoding encoding = TextEncoding::Utf8;
    std::vector<std::string> lines; ///< Text and Xml: UTF-8 without anything that displayText would replace
    Extent extent = Extent::Whole;  ///< of `lines`: the document may be longer
    std::uint32_t pages = 0;        ///< Pdf
    std::optional<Bitmap> bitmap;   ///< Image and Pdf
    /// Size of the picture in its own pixels (Image); 0 otherwise.
    std::uint32_t sourceWidth = 0;
    std::uint32_t sourceHeight = 0;
};

/// A document larger than this is preview.too_costly, except Text and Xml, of which the first part is shown.
inline constexpr std::size_t kMaxDocument = std::size_t{64} * 1024 * 1024;
inline constexpr std::size_t kMaxLines = 5000;
inline constexpr std::size_t kMaxLineBytes = 4096;
/// Of one bitmap: 64 MiB.
inline constexpr std::uint32_t kMaxPixels = 16 * 1024 * 1024;

struct Request {
    /// Becomes the subject of failures; the worker is not told.
    std::string name;
    std::uint32_t page = 1; ///< Pdf; the first is 1. Beyond the last: preview.damaged
    /// Pdf: dots an inch, 18 to 600. Lower when the page would not fit the box below.
    std::uint32_t dpi = 96;
    /// Box in pixels; a picture is made smaller to fit, never larger. Their product is at most kMaxPixels
    /// (internal otherwise).
    std::uint32_t maxWidth = 2048;
    std::uint32_t maxHeight = 2048;
};

struct Worker {
    std::filesystem::path program; ///< workerBesideThisProgram()
    std::chrono::milliseconds time{15000};
};

/// tanba-worker in the folder of the running program. worker.missing when the system does not tell the
/// folder.
Result<std::filesystem::path> workerBesideThisProgram();

/// Shows `document` through a worker process of its own, which is gone when this returns. Blocks: not for the
/// GUI thread. preview.unsupported (nothing here can show it), preview.damaged, preview.protected (password),
/// preview.too_costly (size, memory or time), worker.missing (also: the system does not let it lock itself),
/// worker.crashed (also: answered nonsense), input.empty, cancelled; failures of reading `document` as they
/// are. The subject is `request.name` unless there is a better one.
Result<Preview> makePreview(InputFile& document, const Request& request, const Worker& worker,
                            const CancelToken* cancel = nullptr);

} // namespace tanba::preview
