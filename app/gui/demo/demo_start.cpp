#include "app/gui/demo/demo_start.h"

#include "app/text/language.h"
#include "app/text/text_table.h"

#include <system_error>

namespace tanba::gui {

namespace {

constexpr std::string_view kPortalProgram = "tanba-reference-portal";

} // namespace

Result<std::unique_ptr<DemoStart>> startDemonstration() {
    const text::TextTable& table = text::TextTable::builtIn();
    const text::Language language = text::languageOfEnvironment(text::processEnvironment);
    TANBA_TRY(const std::filesystem::path program, programBesideThisOne(kPortalProgram));
    std::error_code error;
    const std::filesystem::path below = std::filesystem::temp_directory_path(error);
    if (error)
        return fail(FailureCode::DemoFailed, {}, error.message());
    auto start = std::make_unique<DemoStart>();
    TANBA_TRY(start->environment,
              demo::DemoEnvironment::make({start->files, start->files, start->clock, below, program,
                                           table.ui(text::Ui::DemoDocumentName, language),
                                           table.ui(text::Ui::DemoDocumentText, language) + "\n", nullptr}));
    start->outside = platform::useOtherHome(start->environment->home());
    return start;
}

} // namespace tanba::gui
