#pragma once

#include "app/documents/json_fields.h"
#include "app/documents/signing_record.h"

#include <string>
#include <string_view>

namespace tanba::documents {

/// The lines of a record, each a JSON object:
///     {"record":"tanba.signing","version":1,"started",...,"documents":N}    what was agreed
///     {"row":0,"document",...}                                              one for each document, in order
///     {"row":0,"writing":PATH}  {"row":0,"made":PATH,"sha256":HEX}
///     {"finished":true}
/// A later version of the program that needs other lines gives them another version number.
std::string planLines(const RunPlan& plan, const SigningRecord::Header& header);
std::string writingLine(std::size_t row, const std::filesystem::path& output);
std::string madeLine(std::size_t row, const std::filesystem::path& output, ByteView sha256);
std::string finishedLine();

/// What a record holds.
struct RecordText {
    SigningRecord::Header header;
    RunPlan plan;
    std::vector<RecordedRow> rows;
    bool finished = false;
};

/// True for the beginning of a record, however short: no other file may be cut or moved.
bool mayBeRecord(std::string_view text);

/// How a record's text was found.
enum class RecordState {
    Readable,
    NotBegun, ///< a crash cut it off before its plan was complete: nothing was signed by it
    Damaged,
};

/// @param text complete lines only.
RecordState parseRecord(std::string_view text, RecordText& record);

} // namespace tanba::documents
