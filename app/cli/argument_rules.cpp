#include "app/cli/argument_rules.h"

#include "app/cli/report_file.h"
#include "core/base/http_address.h"

#include <algorithm>

namespace tanba::cli {

namespace {

using documents::SignFormat;

/// What a record cannot hold or another run must not repeat. A run on record that goes on needs neither
/// documents nor a format: it has them.
Outcome checkRecord(const SignArguments& sign) {
    if (sign.record.empty()) {
        if (!sign.format && sign.addTo.empty())
            return usage("missing", "--format");
        if (sign.inputs.empty() && sign.addTo.empty())
            return usage("missing", "IN");
        return Done{};
    }
    if (sign.inputs.empty() != !sign.format)
        return usage("missing", sign.inputs.empty() ? "IN" : "--format");
    if (sign.loginOrigin)
        return usage("record_not_with", "--login-for");
    if (!sign.addTo.empty())
        return usage("record_not_with", "--add-to");
    if (sign.digest)
        return usage("record_not_with", "--digest");
    if (std::ranges::find(sign.inputs, "-") != sign.inputs.end() || sign.output == "-")
        return usage("record_not_with", "-");
    return Done{};
}

Outcome checkDigest(const SignArguments& sign) {
    // raw together with --digest is no slip of the keyboard but a request that is refused (SECURITY.md).
    if (sign.digest &&
        (sign.format.value_or(SignFormat::Cms) == SignFormat::Cms || sign.format == SignFormat::Xml))
        return usage("digest_only_detached", "--digest");
    if (sign.digest && !sign.addTo.empty())
        return usage("digest_only_detached", "--digest --add-to");
    return Done{};
}

Outcome checkTimestamp(const SignArguments& sign) {
    if (!sign.timestamp)
        return Done{};
    const char* const option = sign.timestamp->address.empty() ? "--tsa" : "--tsa-url";
    if (sign.offline)
        return usage("online_and_offline", std::string(option) + " --offline");
    if (sign.format == SignFormat::Xml || sign.format == SignFormat::Raw)
        return usage("timestamp_only_cms", option);
    if (!sign.timestamp->address.empty() && !parseHttpAddress(sign.timestamp->address).ok())
        return usage("bad_value", std::string(option) + " " + sign.timestamp->address);
    return Done{};
}

} // namespace

Failure usage(std::string_view row, std::string subject) {
    return fail(FailureCode::Usage, std::move(subject), std::string(row));
}

Outcome checkSignArguments(const SignArguments& sign, OutputForm form) {
    TANBA_CHECK(checkRecord(sign));
    if (!sign.addTo.empty() && (sign.format == SignFormat::Xml || sign.format == SignFormat::Raw))
        return usage("add_to_only_cms", "--add-to");
    if (!sign.addTo.empty() && sign.inputs.size() > 1)
        return usage("add_to_one_document", "--add-to");
    if (!sign.output.empty() && sign.inputs.size() > 1)
        return usage("one_output_for_several", "-o");
    if (!sign.output.empty() && !sign.outputFolder.empty())
        return usage("two_outputs", "-o --out-dir");
    if (sign.format == SignFormat::Xml && sign.encoding != documents::Encoding::Der)
        return usage("encoding_of_xml", "--encoding");
    if (sign.format == SignFormat::Raw && sign.encoding == documents::Encoding::Pem)
        return usage("pem_of_raw", "--encoding");
    const bool fromStandardInput =
        std::ranges::find(sign.inputs, "-") != sign.inputs.end() || sign.addTo == "-";
    if (fromStandardInput && sign.passwordFile == "-")
        return usage("standard_input_twice", "--password-file -");
    if (std::ranges::count(sign.inputs, "-") + (sign.addTo == "-" ? 1 : 0) > 1)
        return usage("standard_input_twice", "-");
    if (fromStandardInput && sign.inputs.size() > 1)
        return usage("standard_input_among_several", "-");
    if (fromStandardInput && !sign.outputFolder.empty())
        return usage("standard_input_needs_output", "--out-dir");
    const bool toStandardOutput = sign.output == "-" || (fromStandardInput && sign.output.empty());
    if (toStandardOutput && form == OutputForm::ForPrograms)
        return usage("json_and_standard_output", "-o");
    TANBA_CHECK(checkTimestamp(sign));
    return checkDigest(sign);
}

Outcome checkVerifyArguments(const VerifyArguments& verify) {
    if (verify.files.empty())
        return usage("missing", "FILE");
    if (!verify.content.empty() && verify.files.size() > 1)
        return usage("content_for_several", "--content");
    const auto fromStandardInput = std::ranges::count(verify.files, "-") + (verify.content == "-" ? 1 : 0);
    if (fromStandardInput > 1)
        return usage("standard_input_twice", "-");
    if (!verify.report.empty() && !reportFormOf(verify.report))
        return usage("report_kind", "--report " + verify.report);
    return Done{};
}

Outcome checkLoginArguments(const LoginArguments& login) {
    const bool key = !login.keyFile.empty() || !login.token.empty();
    if (login.address.empty() != login.resume)
        return usage(login.resume ? "login_resume_alone" : "missing", login.resume ? "--resume" : "URL");
    if (!login.keyFile.empty() && !login.token.empty())
        return usage("key_and_token", "--key --token");
    if (login.resume && key)
        return usage("login_resume_alone", "--resume");
    if (!login.resume && !key && login.factor != LoginFactor::Qr)
        return usage("missing", "--key | --token");
    if (login.end == LoginEnd::Browser && !login.tokenFile.empty())
        return usage("two_outputs", "--browser --token-file");
    return Done{};
}

} // namespace tanba::cli
