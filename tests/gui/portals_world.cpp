#include "tests/gui/portals_world.h"

namespace tanba::gui::test {

namespace {

/// Each portal that is asked gets a way to the network of its own; all lead to one script.
class Forwarding : public HttpTransport {
  public:
    explicit Forwarding(HttpTransport& to) : to_(to) {}
    Result<HttpAnswer> send(const HttpRequest& request, const WorkControl& control) override {
        return to_.send(request, control);
    }

  private:
    HttpTransport& to_;
};

} // namespace

PortalsWorld::PortalsWorld(text::Language language, TextSize size, ThemeChoice theme)
    : ConsentWorld(language, size, theme), helper_(desk(), portalDesk(), notifier(), FrontWay::Above) {
    portalPorts().network = [this] { return std::make_unique<Forwarding>(http); };
    QObject::connect(&helper_, &LoginHelper::helpWanted,
                     [this](const std::string& topic) { helpWanted_.push_back(topic); });
}

void PortalsWorld::goToEntering(const std::string& id) {
    goToPortal(id);
    press(Phrase::PortalsEnter);
    if (sees(Phrase::AbroadTitle))
        press(Phrase::AbroadNo);
}

void PortalsWorld::serveDescription(const std::string& json) {
    http.serve(kAddedOrigin + "/.well-known/eds-portal",
               [json](const HttpRequest&) { return answerWith(json); });
}

void PortalsWorld::askPortal(const std::string& typed) {
    typePortal(*this, typed);
    press(Phrase::AddPortalLook);
}

} // namespace tanba::gui::test
