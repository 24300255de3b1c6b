#include "app/gui/pages/advice/advice_area.h"

#include "app/gui/pages/advice/fines_page.h"
#include "app/gui/pages/advice/hand_over_page.h"
#include "app/gui/pages/advice/hygiene_page.h"
#include "app/gui/pages/advice/lost_page.h"
#include "app/gui/pages/advice/my_keys_page.h"
#include "app/gui/pages/advice/overview_page.h"
#include "app/gui/pages/advice/own_key_page.h"
#include "app/gui/pages/advice/roles_page.h"
#include "app/gui/pages/advice/yearly_page.h"

#include <cstdlib>

namespace tanba::gui {

template <typename Made>
Made* AdviceArea::withPassword(Made* page) {
    connect(page, &Made::passwordChangeWanted, this, &AdviceArea::passwordChangeWanted);
    return page;
}

AdvicePage* AdviceArea::make(AdvicePlace place) {
    switch (place) {
    case AdvicePlace::Overview:
        return new OverviewPage(desk_);
    case AdvicePlace::Lost:
        return withPassword(new LostPage(desk_, LostEntry::LostOrMisused));
    case AdvicePlace::UnknownSms:
        return withPassword(new LostPage(desk_, LostEntry::UnknownSms));
    case AdvicePlace::MyKeys:
        return new MyKeysPage(desk_);
    case AdvicePlace::Hygiene: {
        auto* hygiene = withPassword(new HygienePage(desk_));
        connect(hygiene, &HygienePage::searchWanted, this, &AdviceArea::searchWanted);
        connect(hygiene, &HygienePage::mended, this, &AdviceArea::keyFileMended);
        return hygiene;
    }
    case AdvicePlace::HandOver:
        return new HandOverPage(desk_);
    case AdvicePlace::Yearly:
        return withPassword(new YearlyPage(desk_));
    case AdvicePlace::OwnKey:
        return new OwnKeyPage(desk_);
    case AdvicePlace::Roles:
        return new RolesPage(desk_);
    case AdvicePlace::Fines:
        return new FinesPage(desk_);
    }
    std::abort();
}

void AdviceArea::go(AdvicePlace place) {
    AdvicePage*& page = pages_[place];
    if (page == nullptr) {
        page = make(place);
        addWidget(page);
        connect(page, &AdvicePage::left, this, [this] { go(AdvicePlace::Overview); });
        connect(page, &AdvicePage::wanted, this, &AdviceArea::go);
    }
    setCurrentWidget(page);
    page->arrive();
    if (isVisible())
        page->focusFirst();
}

} // namespace tanba::gui
