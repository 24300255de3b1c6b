#include "tests/gui/seen_classes.h"

#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string_view>

namespace tanba::gui::test {

namespace {

struct FolderRow {
    std::string_view folder;
    Walk walk;
};
constexpr std::array<FolderRow, 14> kFolders = {{
    {"", Walk::Shell},
    {"consent", Walk::Consent},
    {"demo", Walk::Demonstration},
    {"pages", Walk::Shell},
    {"pages/advice", Walk::Shell},
    {"pages/cards", Walk::Shell},
    {"pages/check", Walk::Shell},
    {"pages/login", Walk::Shell},
    {"pages/mobile_sign", Walk::Mobile},
    {"pages/portals", Walk::Shell},
    {"pages/preview", Walk::Shell},
    {"pages/sign", Walk::Shell},
    {"portal_help", Walk::HelperCard},
    {"widgets", Walk::Shell},
}};

/// What another walk sees than that of its folder.
struct ElsewhereRow {
    std::string_view name;
    Walk walk;
};
constexpr std::array<ElsewhereRow, 1> kElsewhere = {{
    {"PortalSection", Walk::Shell}, // a part of the settings
}};

const FolderRow* rowOf(std::string_view folder) {
    const auto* row = std::ranges::find(kFolders, folder, &FolderRow::folder);
    return row == kFolders.end() ? nullptr : row;
}

Walk walkOf(const DeclaredClass& declared) {
    const auto* elsewhere = std::ranges::find(kElsewhere, declared.name, &ElsewhereRow::name);
    if (elsewhere != kElsewhere.end())
        return elsewhere->walk;
    const FolderRow* row = rowOf(declared.folder);
    return row == nullptr ? Walk::Shell : row->walk;
}

constexpr std::array<std::string_view, 10> kWidgetsOfQt = {
    "QWidget",     "QFrame",      "QLabel",         "QAbstractButton", "QPushButton",
    "QScrollArea", "QMainWindow", "QStackedWidget", "QDockWidget",     "QLineEdit",
};

struct Heading {
    std::string name;
    std::string base;
    std::string folder;
};

std::vector<Heading> headingsIn(const std::string& text, const std::string& folder) {
    static const std::regex heading(R"(\bclass (\w+)(?: final)? : public ([\w:]+)[^{;]*\{)");
    std::vector<Heading> found;
    for (std::sregex_iterator each(text.begin(), text.end(), heading), end; each != end; ++each)
        found.push_back({(*each)[1], (*each)[2], folder});
    return found;
}

std::string textOf(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

std::vector<DeclaredClass> widgetsAmong(const std::vector<Heading>& headings) {
    std::map<std::string, std::string> bases;
    for (const Heading& heading : headings)
        bases[heading.name] = heading.base;
    std::vector<DeclaredClass> widgets;
    for (const Heading& heading : headings) {
        std::string base = heading.base;
        while (bases.contains(base))
            base = bases[base];
        if (std::ranges::find(kWidgetsOfQt, base) != kWidgetsOfQt.end())
            widgets.push_back({heading.name, heading.folder});
    }
    return widgets;
}

} // namespace

std::vector<std::string> widgetsDeclaredIn(const std::string& header) {
    std::vector<std::string> names;
    for (const DeclaredClass& declared : widgetsAmong(headingsIn(header, {})))
        names.push_back(declared.name);
    return names;
}

const std::vector<DeclaredClass>& declaredWidgets() {
    static const std::vector<DeclaredClass> all = [] {
        const std::filesystem::path root = std::filesystem::path(TANBA_SOURCE_DIR) / "app/gui";
        std::vector<Heading> headings;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
            if (entry.path().extension() != ".h")
                continue;
            const std::string folder = entry.path().parent_path().lexically_relative(root).generic_string();
            const std::vector<Heading> found =
                headingsIn(textOf(entry.path()), folder == "." ? std::string() : folder);
            headings.insert(headings.end(), found.begin(), found.end());
        }
        return widgetsAmong(headings);
    }();
    return all;
}

void SeenClasses::look(const QWidget& window) {
    const auto note = [this](const QWidget& widget) {
        for (const QMetaObject* each = widget.metaObject(); each != nullptr; each = each->superClass()) {
            const std::string_view name = each->className();
            seen_.emplace(name.substr(name.rfind(':') + 1)); // npos + 1 is 0
        }
    };
    note(window);
    for (const auto* widget : window.findChildren<QWidget*>())
        if (widget->isVisible())
            note(*widget);
}

void SeenClasses::expectAll(Walk walk) const {
    EXPECT_GT(declaredWidgets().size(), 100u) << "the sources were not read";
    for (const DeclaredClass& declared : declaredWidgets())
        EXPECT_TRUE(walkOf(declared) != walk || seen_.contains(declared.name))
            << "the walk never comes to a " << declared.name << " (app/gui/" << declared.folder
            << "): add a place where one can be seen (and Q_OBJECT, by which it is known)";
}

void expectAWalkForEveryFolder() {
    for (const DeclaredClass& declared : declaredWidgets())
        EXPECT_NE(rowOf(declared.folder), nullptr) << "no walk comes to app/gui/" << declared.folder
                                                   << ", where " << declared.name << " is declared";
}

} // namespace tanba::gui::test
