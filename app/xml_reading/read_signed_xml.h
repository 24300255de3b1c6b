#pragma once

#include "core/base/bytes.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/sign/evidence.h"

#include <chrono>
#include <filesystem>

namespace tanba::xml_reading {

/// The program that reads in our place, and how long one document may take it. A document within the budget
/// of canonical forms takes 8 seconds of processor time here; the machine may be ten times as slow, or busy.
struct Reader {
    std::filesystem::path program;
    std::chrono::milliseconds time{std::chrono::minutes(2)};
};

/// sign::verifyXml() in a locked process of its own, which is gone when this returns. Blocks: not for the GUI
/// thread. Failures as verifyXml() has them, and: worker.missing (also: the system does not let it lock
/// itself), worker.crashed (also: answered nonsense), xml.canonicalisation_budget for too much time,
/// memory.exhausted, cancelled.
Result<sign::SignedFile> readSignedXml(ByteView document, const Reader& reader, const WorkControl& control);

/// The same by tanba-xml-reader in the folder of the running program. Where this program has none (anything
/// but Linux on x86_64) in this process.
Result<sign::SignedFile> readSignedXmlApart(ByteView document, const WorkControl& control);

} // namespace tanba::xml_reading
