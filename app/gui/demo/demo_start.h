#pragma once

#include "app/demo/demo_environment.h"
#include "app/platform/other_home.h"
#include "core/base/disk_file_store.h"

#include <memory>
#include <vector>

namespace tanba::gui {

/// A demonstration for as long as the program runs: its environment, into which the whole process has moved.
struct DemoStart {
    DiskFileStore files;
    SystemClock clock;
    std::unique_ptr<demo::DemoEnvironment> environment;
    /// For programs that are started for the person.
    std::vector<platform::FormerVariable> outside;
};

/// To be called before the process has a second thread. As DemoEnvironment::make().
Result<std::unique_ptr<DemoStart>> startDemonstration();

} // namespace tanba::gui
