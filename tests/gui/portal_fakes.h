#pragma once

#include "app/gui/consent/portals.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <vector>

namespace tanba::gui::test {

/// The web service and the browsers as a test has them: nothing is started but what a test allows.
class FakePortals {
  public:
    /// Ports that work on this object, on working threads.
    PortalPorts ports() {
        PortalPorts ports;
        ports.start = [this](service::ConsentDesk&, std::function<void(const std::string&)> notTrusted)
            -> Result<std::unique_ptr<RunningService>> {
            if (startFailure)
                return *startFailure;
            alert = std::move(notTrusted);
            return std::unique_ptr<RunningService>(std::make_unique<Running>(running, renewal));
        };
        ports.checkTrust = [this] { return look("check"); };
        ports.installTrust = [this] {
            for (platform::StoreTrust& store : stores)
                if (store.state == platform::TrustState::Missing ||
                    store.state == platform::TrustState::Older)
                    store.state = platform::TrustState::Trusted;
            return look("install");
        };
        ports.renewTrust = [this] {
            renewal = service::Renewal::NotNeeded;
            return look("renew");
        };
        ports.removeTrust = [this] {
            for (platform::StoreTrust& store : stores)
                store.state = platform::TrustState::Missing;
            return look("remove");
        };
        return ports;
    }

    /// Nothing reaches the network but what a test lets through; the clock's zone is Kazakhstan's.
    EntryPorts entry(const std::filesystem::path& data) {
        return {data / "added-portals.json", [this] { return zone; },
                [this]() -> Result<std::unique_ptr<HttpTransport>> {
                    if (!network)
                        return fail(FailureCode::NetworkOff);
                    return network();
                }};
    }

    guidance::ClockZone zone = guidance::ClockZone::Kazakhstan;
    std::function<std::unique_ptr<HttpTransport>()> network;
    std::optional<Failure> startFailure;
    std::optional<Failure> trustFailure;
    std::vector<platform::StoreTrust> stores;
    std::function<void(const std::string& program)> alert;
    std::atomic<int> running = 0;
    std::atomic<service::Renewal> renewal = service::Renewal::NotNeeded;
    std::vector<std::string> calls;

  private:
    class Running : public RunningService {
      public:
        Running(std::atomic<int>& running, const std::atomic<service::Renewal>& renewal)
            : running_(running), renewal_(renewal) {
            ++running_;
        }
        ~Running() override { --running_; }
        Running(const Running&) = delete;
        Running& operator=(const Running&) = delete;
        std::string statusAddress() const override { return "https://127.0.0.1:13579/status/token"; }
        service::Renewal renewal() const override { return renewal_; }

      private:
        std::atomic<int>& running_;
        const std::atomic<service::Renewal>& renewal_;
    };

    Result<std::vector<platform::StoreTrust>> look(const char* call) {
        calls.emplace_back(call);
        if (trustFailure)
            return *trustFailure;
        return stores;
    }
};

/// The screen and the computer as a test has them.
class FakeSession : public platform::SessionWatch {
    Q_OBJECT
};

} // namespace tanba::gui::test
