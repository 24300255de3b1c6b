#include "tests/gui/mobile_world.h"

#include "app/gui/keys/key_work.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <QLineEdit>
#include <cstdlib>
#include <fstream>

namespace tanba::gui::test {

namespace {

using tanba::test::MobileSite;

/// A way to a site that somebody else holds.
class WayToSite : public HttpTransport {
  public:
    explicit WayToSite(HttpTransport& site) : site_(site) {}
    Result<HttpAnswer> send(const HttpRequest& request, const WorkControl& control) override {
        return site_.send(request, control);
    }

  private:
    HttpTransport& site_;
};

void typeLink(World& world, const std::string& text) {
    for (auto* field : world.window().currentPage().findChildren<QLineEdit*>())
        if (field->isVisible() && qobject_cast<SecretLineEdit*>(field) == nullptr) {
            field->clear();
            field->setFocus();
            field->insert(fromUtf8(text));
            return;
        }
    ADD_FAILURE() << "no field for a link: " << world.visibleText().toStdString();
}

/// The site of the walks; one, because the page goes on while worlds come and go.
MobileSite& walkedSite() {
    static MobileSite site;
    return site;
}

} // namespace

void connectTo(World& world, MobileSite& site) {
    world.portalPorts().network = [&site] { return std::make_unique<WayToSite>(site.http()); };
}

MobileWorld::MobileWorld(text::Language language, const std::string& origin)
    : SignWorld(language), site_(origin) {
    connectTo(*this, site_);
}

void MobileWorld::goThere() {
    window().go(Place::Sign);
    press(Phrase::MobileTitle);
    settle();
}

void MobileWorld::giveLink(const std::string& text) {
    typeLink(*this, text);
    press(Phrase::SignNext);
    settle();
}

void MobileWorld::fetch() {
    goThere();
    giveLink(site_.linkText());
    press(Phrase::MobileFetch);
    settle();
}

void MobileWorld::agree(std::string_view secret) {
    consent(Phrase::KeyPassword, secret);
    until([this] { return at() != MobileDesk::Stage::Working; });
    settle();
}

Bytes qrPicture(const std::string& text) {
    const auto folder = tanba::test::scratchFolder();
    std::ofstream(folder / "text", std::ios::binary) << text;
    const std::string command = "cd '" + folder.string() + "' && qrencode -s 5 -o code.png < text";
    EXPECT_EQ(std::system(command.c_str()), 0);
    return tanba::test::fileContent(folder / "code.png");
}

void goToMobileLink(World& world) {
    connectTo(world, walkedSite());
    world.window().go(Place::Sign);
    world.window().showMobile();
    world.settle();
}

void goToMobileRefused(World& world) {
    typeLink(world, "mobileSign:http://sign.example.kz/");
    world.press(Phrase::SignNext);
    world.settle();
}

void goToMobileSite(World& world) {
    typeLink(world, walkedSite().linkText());
    world.press(Phrase::SignNext);
    world.settle();
}

void goToMobileOffer(World& world) {
    world.press(Phrase::MobileFetch);
    world.settle();
}

void goToMobileDone(World& world) {
    const auto key = world.putKey("mobile.p12", kSignPassword);
    DiskFileStore files;
    auto certificates = readCertificates(files, key, SecretBytes::copyOf(viewOf(kSignPassword)));
    ASSERT_TRUE(certificates.ok());
    world.shelf().unlocked(key, std::move(certificates).value());
    world.settle();
    for (const ConsentKey& each : world.mobile().keys())
        if (each.option.file == key)
            world.mobile().chooseKey(each.option);
    world.settle();
    const std::optional<ConsentKey> chosen = world.mobile().key();
    ASSERT_TRUE(chosen.has_value());
    world.mobile().consent(chosen->option, SecretBytes::copyOf(viewOf(kSignPassword)));
    world.until([&world] { return world.mobile().stage() == MobileDesk::Stage::Done; });
}

} // namespace tanba::gui::test
