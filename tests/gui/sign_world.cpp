#include "tests/gui/sign_world.h"

#include "app/gui/keys/key_work.h"
#include "core/keys/kz_profile.h"
#include "core/sign/cms_reader.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <fstream>

namespace tanba::gui::test {

namespace {

std::filesystem::path write(const std::filesystem::path& file, std::string_view content) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream stream(file, std::ios::binary);
    stream << content;
    return file;
}

void remember(World& world, const std::filesystem::path& key) {
    DiskFileStore files;
    auto certificates = readCertificates(files, key, SecretBytes::copyOf(viewOf(kSignPassword)));
    ASSERT_TRUE(certificates.ok());
    world.shelf().unlocked(key, std::move(certificates).value());
    world.settle();
}

ConsentButton* signButtonOf(World& world) {
    for (auto* button : world.window().findChildren<ConsentButton*>())
        if (button->isVisible())
            return button;
    ADD_FAILURE() << "no button that signs: " << world.visibleText().toStdString();
    return nullptr;
}

void pressWhenAwake(World& world) {
    ConsentButton* button = signButtonOf(world);
    ASSERT_NE(button, nullptr);
    ASSERT_TRUE(world.until([button] { return button->isEnabled(); }));
    button->click();
}

} // namespace

std::filesystem::path SignWorld::put(const std::string& name, std::string_view content) {
    return write(home() / name, content);
}

std::filesystem::path SignWorld::putOpenedKey(const tanba::test::CertificateProfile& profile,
                                              const std::string& name) {
    const std::filesystem::path key = putKeyOf(profile, name, kSignPassword);
    remember(*this, key);
    return key;
}

std::filesystem::path SignWorld::putOwnKey(const std::string& name) {
    const std::filesystem::path key = putOpenedKey(tanba::test::CertificateProfile::person(), name);
    person().sayMine(keys::kzProfile(shelf().find(key)->certificates.front()).owner);
    settle();
    return key;
}

void SignWorld::open(const std::vector<std::filesystem::path>& files) {
    window().go(Place::Sign);
    QList<QUrl> urls;
    for (const std::filesystem::path& file : files)
        urls.append(QUrl::fromLocalFile(QString::fromStdString(file.string())));
    window().signArea().open(urls);
    settle();
}

ConsentButton* SignWorld::signButton() {
    return signButtonOf(*this);
}

void SignWorld::consent(Phrase field, std::string_view secret) {
    if (!secret.empty()) {
        if (SecretLineEdit* typed = this->field(field))
            typed->clear();
        type(field, secret);
    }
    pressWhenAwake(*this);
}

void SignWorld::sign(Phrase field, std::string_view secret) {
    consent(field, secret);
    until([this] { return !signing().busy(); });
}

std::vector<documents::JournalEntry> SignWorld::journal() {
    auto entries = signing().journal()->entries();
    EXPECT_TRUE(entries.ok());
    return entries.ok() ? std::move(entries).value() : std::vector<documents::JournalEntry>();
}

std::size_t SignWorld::records() const {
    const std::filesystem::path folder = home() / "data" / "signing";
    if (!std::filesystem::exists(folder))
        return 0;
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

std::size_t signersOf(const std::filesystem::path& file) {
    DiskFileStore files;
    const auto input = files.openForReading(file);
    if (!input.ok())
        return 0;
    const auto read = sign::readCms(*input.value(), nullptr, {});
    return read.ok() ? read.value().signers.size() : 0;
}

void goToSignEmpty(World& world) {
    world.window().go(Place::Sign);
}

void goToSignList(World& world) {
    const std::filesystem::path folder = world.home() / "to sign";
    write(folder / "қысқаша шарт.txt", "Шарт, екі данада.");
    write(folder / "invoice_0001_of_a_name_that_does_not_want_to_end_at_all.xml", "<invoice>1</invoice>");
    write(folder / "login.xml",
          "<login><timeTicket>1790000000000</timeTicket><sessionid>1</sessionid></login>");
    write(folder / "empty.txt", "");
    world.person().forget(); // somebody else's key would not sign several documents
    world.window().go(Place::Sign);
    world.window().signArea().open({QUrl::fromLocalFile(QString::fromStdString(folder.string()))});
}

void goToSignConsent(World& world) {
    world.press(Phrase::SignNext);
}

void goToSignWrongPassword(World& world) {
    remember(world, world.putKey("signing.p12", kSignPassword));
    for (const SigningKeyOption& option : world.signing().keys())
        if (option.file.filename() == "signing.p12")
            world.signing().chooseKey(option);
    world.settle();
    world.type(Phrase::KeyPassword, "nonsense");
    pressWhenAwake(world);
    world.until([&world] { return !world.signing().busy(); });
}

void goToSignKeys(World& world) {
    world.putKey("Downloads/old.p12", kSignPassword, "2026-05-01T00:00:00Z");
    remember(world, world.home() / "Downloads" / "old.p12");
    world.press(Phrase::SignOtherKey);
    world.press(Phrase::SignKeysUnfit);
}

void goToSignPreview(World& world) {
    world.press(Phrase::SignBackToConsent);
    world.press(Phrase::SignLook);
    world.press(Phrase::SignHash);
}

void goToSignDone(World& world) {
    world.press(Phrase::GoBack);
    world.field(Phrase::KeyPassword)->clear();
    world.type(Phrase::KeyPassword, kSignPassword);
    pressWhenAwake(world);
    world.until([&world] { return world.signing().stage() == SigningDesk::Stage::Ended; });
}

void goToSignJournal(World& world) {
    world.window().signArea().showJournal();
}

void goToSignJournalErase(World& world) {
    world.press(Phrase::JournalErase);
}

} // namespace tanba::gui::test
