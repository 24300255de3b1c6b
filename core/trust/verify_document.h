#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/stream.h"
#include "core/sign/evidence.h"
#include "core/sign/xml_verifier.h"
#include "core/trust/anchors.h"
#include "core/trust/crl.h"
#include "core/trust/online_evidence.h"
#include "core/trust/verdict.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tanba::trust {

/// May be called from several threads at once. Nothing but signed XML is read so: it needs a large library.
using ReadSignedXml = std::function<Result<sign::SignedFile>(ByteView document, const WorkControl& control)>;

/// What every verification of a run shares. Made once; verify() may be called from several threads at once.
class Verifier {
  public:
    struct Settings {
        TrustStore trust;
        std::vector<Crl> crls;
        Time now{};
        /// Judge for this moment instead of now where no time stamp proves another.
        std::optional<Time> at;
        /// Asked about the certificates of signers; null: nothing leaves the machine.
        std::shared_ptr<OnlineEvidence> online;
        /// How a signed XML document is read: sign::verifyXml(), or something that does it elsewhere.
        ReadSignedXml readXml = &sign::verifyXml;
        std::string programVersion;
    };
    explicit Verifier(Settings settings);
    ~Verifier();

    /// Recognises the format by content. @param detachedContent may be null.
    /// Fails only when the input cannot be read as a signed file at all; everything else is in the report.
    Result<Report> verify(const std::string& name, InputFile& input, InputFile* detachedContent,
                          const WorkControl& control) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace tanba::trust
