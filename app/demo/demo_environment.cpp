#include "app/demo/demo_environment.h"

#include "app/demo/demo_accounts.h"
#include "app/demo/private_folder.h"
#include "core/base/private_file.h"

namespace tanba::demo {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCardLabel = "ҮЛГІ";

} // namespace

Result<std::unique_ptr<DemoEnvironment>> DemoEnvironment::make(const EnvironmentPlan& plan) {
    TANBA_TRY(DemoFolder folder, DemoFolder::make(plan.growing, plan.below));
    std::unique_ptr<DemoEnvironment> environment(new DemoEnvironment(std::move(folder)));
    TANBA_CHECK(environment->fill(plan));
    return environment;
}

Outcome DemoEnvironment::fill(const EnvironmentPlan& plan) {
    const fs::path portal = folder_.path() / "portal";
    for (const fs::path& folder : {home(), trust(), portal})
        TANBA_CHECK(makeOwnFolder(folder));
    const Time now = plan.clock.now();
    TANBA_TRY(const keys::DemoAuthority authority,
              keys::DemoAuthority::make(crypto::KeyAlgorithm::Gost2015_512, now));
    TANBA_CHECK(writePrivateFile(plan.files, trust() / "demo-ca.cer", IfExists::Refuse,
                                 authority.certificate().der()));
    TANBA_TRY(keyFiles_, writeKeyFiles(plan.files, authority, now, home()));
    TANBA_TRY(card::DemoKeys cardKeys, makeCardKeys(authority));
    card::SimulatedCardSetup setup;
    setup.label = kCardLabel;
    card_ = card::SimulatedCard::holding(std::move(cardKeys), std::move(setup));
    document_ = home() / plan.documentName;
    TANBA_CHECK(writePrivateFile(plan.files, document_, IfExists::Refuse, viewOf(plan.documentText)));
    const fs::path accounts = folder_.path() / "accounts.json";
    TANBA_CHECK(writePrivateFile(plan.files, accounts, IfExists::Refuse, toBytes(accountsJson())));
    TANBA_TRY(portal_, ReferencePortal::start(plan.files, {plan.portalProgram, portal, accounts, trust()},
                                              plan.cancel));
    return Done{};
}

} // namespace tanba::demo
