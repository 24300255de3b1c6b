// As tests/gui/main.cpp, for a process that is a demonstration.
#include "tests/gui/demo_run.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <fstream>
#include <iostream>

#ifdef TANBA_SANITIZED
extern "C" const char* __lsan_default_suppressions() {
    return "leak:CRYPTO_zalloc\n"; // as in main.cpp
}
#endif

namespace {

const tanba::gui::DemoStart* started = nullptr;

/// How it looks, for pictures; the program reads it as it reads everybody's settings.
void choose(const QString& theme) {
    const std::filesystem::path folder = started->environment->home() / ".config" / "tanba";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "tanba.ini") << "[General]\ntheme=" << theme.toStdString() << "\n";
}

} // namespace

namespace tanba::gui::test {

const DemoStart& demoStart() {
    return *started;
}

text::Language demoLanguage() {
    return text::languageOfEnvironment(text::processEnvironment);
}

} // namespace tanba::gui::test

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", qEnvironmentVariable("TANBA_TEST_PLATFORM", "offscreen").toUtf8());
    testing::InitGoogleTest(&argc, argv);
    const auto demonstration = tanba::gui::startDemonstration();
    if (!demonstration.ok()) {
        std::cerr << tanba::codeText(demonstration.failure().code) << " " << demonstration.failure().detail
                  << "\n";
        return 1;
    }
    started = demonstration.value().get();
    if (qEnvironmentVariableIsSet("TANBA_DEMO_THEME"))
        choose(qEnvironmentVariable("TANBA_DEMO_THEME"));
    QApplication application(argc, argv);
    return RUN_ALL_TESTS();
}
